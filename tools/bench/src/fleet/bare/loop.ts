import { sideBySide } from '../loop/obey.ts';
import type { ClusterCall, Visit } from './prepare.ts';
import { send } from './send.ts';

/**
 * The bare loop: for each cluster its calls one after the other, `width` clusters side by side, on kept connections.
 * It reads every answer whole, and of none more than the endpoint and the CA that DescribeCluster tells.
 */
export async function loop(visits: readonly Visit[], width: number, agent: string): Promise<void> {
  const assumed = new Map<string, Promise<string>>();
  await sideBySide(visits, width, async ({ roles, describe, calls }) => {
    for (const { role, call } of roles) {
      const asked = assumed.get(role) ?? send(call);
      assumed.set(role, asked);
      await asked;
    }
    const to = connectionIn(await send(describe), agent);
    for (const call of calls) await callCluster(to, call);
  });
}

interface Connection {
  readonly endpoint: string;
  readonly ca: string;
  readonly agent: string;
}

interface Described {
  readonly cluster: { readonly endpoint: string; readonly certificateAuthority: { readonly data: string } };
}

function connectionIn(answer: string, agent: string): Connection {
  const { endpoint, certificateAuthority } = (JSON.parse(answer) as Described).cluster;
  return { endpoint, ca: Buffer.from(certificateAuthority.data, 'base64').toString(), agent };
}

function callCluster({ endpoint, ca, agent }: Connection, call: ClusterCall): Promise<string> {
  const { method, path, token, type, body } = call;
  const headers = {
    accept: 'application/json, */*;q=0.8',
    authorization: `Bearer ${token}`,
    'user-agent': agent,
    ...(type === undefined ? {} : { 'content-type': type }),
  };
  return send({ method, url: endpoint + path, headers, ...(body === undefined ? {} : { body }) }, ca);
}
