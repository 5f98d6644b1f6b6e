import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createInterface, type Interface } from 'node:readline';
import type { RealCluster } from '../src/index.ts';
import type { Version } from './audit.ts';
import { identityFor } from './identity.ts';

export interface History extends Disposable {
  /** Every version from the one that stood when the watch began, up to this one, which must come. */
  until(version: string): Promise<readonly Version[]>;
}

interface Watched {
  readonly type: string;
  readonly object: {
    readonly metadata: { readonly resourceVersion: string };
    readonly data?: Version['data'];
  };
}

/** Watches a cluster's aws-auth: the API server sends every version that it keeps, in order. */
export async function watchHistory(cluster: RealCluster): Promise<History> {
  const token = await identityFor(cluster, 'watcher');
  const query = 'watch=true&timeoutSeconds=86400&fieldSelector=metadata.name%3Daws-auth';
  const url = `${cluster.endpoint}/api/v1/namespaces/kube-system/configmaps?${query}`;
  const asked = request(url, { ca: cluster.ca, headers: { authorization: `Bearer ${token}` } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`the watch was answered ${String(answer.statusCode)}`);
  // Stopped by us, or with its API server: `until` tells when that is too soon.
  const lines = createInterface({ input: answer });
  for (const end of [asked, answer, lines]) end.on('error', () => undefined);
  return historyOf(lines, () => asked.destroy());
}

function historyOf(lines: Interface, stop: () => void): History {
  // Kept as they come: a watcher that does not read is cut off by the API server.
  const history: Version[] = [];
  const ended = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
  lines.on('line', (line) => {
    const { type, object } = JSON.parse(line) as Watched;
    if (type === 'ERROR') lines.close();
    else history.push({ version: object.metadata.resourceVersion, data: object.data ?? {} });
  });
  const next = async () => {
    const come = await Promise.race([once(lines, 'line'), ended]);
    if (come === undefined) throw new Error('the watch ended before the race');
  };
  return {
    until: async (version) => {
      while (history.at(-1)?.version !== version) await next();
      return history;
    },
    [Symbol.dispose]: stop,
  };
}
