import { request } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { startChild, type Child } from '../process/child.ts';
import { LOOPBACK, onFreePorts } from '../process/free-port.ts';
import { waitUntil } from './wait-until.ts';

export interface Etcd {
  readonly url: string;
  readonly stop: Child['stop'];
}

/** One etcd for any number of API servers, each with a prefix of its own. What it holds need not survive. */
export function startEtcd(program: string, state: string, signal: AbortSignal): Promise<Etcd> {
  return onFreePorts(1, async ([port]) => {
    const url = `http://${LOOPBACK}:${port ?? 0}`;
    const args = [
      ...[`--data-dir=${path.join(state, `etcd-${port ?? 0}`)}`, '--unsafe-no-fsync', '--log-level=warn'],
      ...[`--listen-client-urls=${url}`, `--advertise-client-urls=${url}`],
      `--listen-peer-urls=http://${LOOPBACK}:0`,
    ];
    const child = startChild({ program, args, cwd: state, signal });
    await waitUntil('etcd', child, () => isHealthy(url));
    return { url, stop: child.stop };
  });
}

async function isHealthy(url: string): Promise<boolean> {
  const sent = request(`${url}/health`, { agent: false }).end();
  const [response] = (await once(sent, 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode === 200;
}
