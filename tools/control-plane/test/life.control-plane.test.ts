import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startControlPlane } from '@roster/control-plane';
import { describe, expect, it } from 'vitest';

const place = { account: '111122223333', region: 'eu-west-1' };

// Local address and port, remote ones, state: listening on 21363 (0x5373) of every address.
const OPEN_TO_ALL = /^ *\d+: 0+:5373 0+:0+ 0A /m;

/** What runs and what lies about of the control planes of one process. */
function tracesOf(pid: number | undefined) {
  const folder = `roster-control-plane-${String(pid)}-`;
  const processes = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.split('\n');
  return {
    processes: processes.filter((line) => line.includes(path.join(tmpdir(), folder))),
    folders: readdirSync(tmpdir()).filter((name) => name.startsWith(folder)),
  };
}

describe('a control plane', () => {
  it('leaves no process and no folder when it is stopped', async () => {
    const controlPlane = await startControlPlane({ clusters: [{ name: 'one', ...place }], dynamodb: false });
    // For each program its keeper, the watcher of that, and the program: etcd, the API server, the authenticator.
    expect(tracesOf(process.pid)).toMatchObject({ processes: { length: 9 }, folders: { length: 1 } });
    for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
      expect(readFileSync(file, 'utf8')).not.toMatch(OPEN_TO_ALL);
    }
    await controlPlane.stop();
    expect(tracesOf(process.pid)).toEqual({ processes: [], folders: [] });
    await controlPlane.stop();
  });

  it('leaves nothing when it does not come up', async () => {
    const broken = { name: 'one', ...place, creator: 'not an ARN' };
    const starting = startControlPlane({ clusters: [broken, { name: 'two', ...place }], dynamodb: false });
    await expect(starting).rejects.toThrow(/aws-iam-authenticator ended with 1/);
    expect(tracesOf(process.pid)).toEqual({ processes: [], folders: [] });
  });

  it('leaves nothing of a cluster that is being added when it is stopped, and takes no other', async () => {
    const controlPlane = await startControlPlane({ dynamodb: false });
    const adding = controlPlane.addCluster({ name: 'late', ...place });
    adding.catch(() => undefined);
    // The API server's three, beside etcd's.
    await expect.poll(() => tracesOf(process.pid).processes, { timeout: 10_000 }).toHaveLength(6);
    await controlPlane.stop();
    expect(tracesOf(process.pid)).toEqual({ processes: [], folders: [] });
    await expect(adding).rejects.toThrow('stopped');
    await expect(controlPlane.addCluster({ name: 'later', ...place })).rejects.toThrow('stopped');
    expect(tracesOf(process.pid)).toEqual({ processes: [], folders: [] });
  });

  it('ends with its process, even when that is killed; the next one removes its folder', async () => {
    const script = path.join(import.meta.dirname, 'holder.ts');
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(tracesOf(holder.pid).processes).toHaveLength(9);
    holder.kill('SIGKILL');
    await expect.poll(() => tracesOf(holder.pid).processes, { timeout: 10_000 }).toEqual([]);
    expect(tracesOf(holder.pid).folders).toHaveLength(1);
    await using next = await startControlPlane({ dynamodb: false });
    expect(next.sandbox.clusterArns()).toEqual([]);
    expect(tracesOf(holder.pid).folders).toEqual([]);
  });
});
