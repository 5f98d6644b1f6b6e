import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CLUSTER, LETS_ADMIN_IN, startFixture, type Fixture } from './fixture.ts';
import { connectionOf } from './kubernetes-client.ts';

const present = (() => {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(
      'SKIPPED: there is no kubectl on this machine, so nobody knows whether the sandbox talks to it',
    );
    return false;
  }
})();

/** Runs kubectl with a folder of its own, and gives what it printed. */
async function kubectl(fixture: Fixture, ...args: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-kubectl-'));
  try {
    const { endpoint, ca } = await connectionOf(fixture.sandbox, CLUSTER);
    const cluster = { server: endpoint, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
    const kubeconfig = {
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'it' },
      clusters: [{ name: 'it', cluster }],
      users: [{ name: 'it', user: { token: await fixture.token() } }],
      contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
    };
    await writeFile(join(folder, 'config'), JSON.stringify(kubeconfig), { mode: 0o600 });
    const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: join(folder, 'config') };
    return (await promisify(execFile)('kubectl', args, { env })).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.skipIf(!present)('kubectl', () => {
  it('gets nodes, daemonsets, pods and configmaps, by short names too', async () => {
    await using fixture = await startFixture();
    expect(await kubectl(fixture, 'get', 'nodes')).toContain('ip-10-0-0-2.eu-west-1.compute.internal');
    expect(await kubectl(fixture, 'get', 'ds', '-A')).toMatch(/kube-system\s+aws-node/);
    expect(
      await kubectl(fixture, 'get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns', '-o', 'name'),
    ).toContain('pod/coredns-');
    const json = await kubectl(fixture, 'get', 'cm', 'aws-auth', '-n', 'kube-system', '-o', 'json');
    expect(JSON.parse(json)).toMatchObject({ data: LETS_ADMIN_IN });
    const chunked = await kubectl(fixture, 'get', 'nodes', '--chunk-size=1', '-o', 'name');
    expect(chunked.trim().split('\n')).toHaveLength(3);
  });

  it.each(['merge', 'strategic'])('patches aws-auth by a %s patch', async (type) => {
    await using fixture = await startFixture();
    const patch = JSON.stringify({ data: { mapUsers: '[]\n' } });
    await kubectl(
      fixture,
      'patch',
      'configmap',
      'aws-auth',
      '-n',
      'kube-system',
      '--type',
      type,
      '-p',
      patch,
    );
    expect(fixture.door.awsAuth()).toEqual({ ...LETS_ADMIN_IN, mapUsers: '[]\n' });
  });

  it('patches by JSON patch, and asks who it is', async () => {
    await using fixture = await startFixture();
    const patch = JSON.stringify([{ op: 'add', path: '/data/mapAccounts', value: '[]' }]);
    await kubectl(fixture, 'patch', 'cm', 'aws-auth', '-n', 'kube-system', '--type', 'json', '-p', patch);
    expect(fixture.door.awsAuth()).toEqual({ ...LETS_ADMIN_IN, mapAccounts: '[]' });
    expect(await kubectl(fixture, 'auth', 'whoami', '-o', 'json')).toContain('"username": "admin"');
  });

  it('is told why it may not', async () => {
    await using fixture = await startFixture();
    fixture.door.setFaults({ forbidden: true });
    await expect(kubectl(fixture, 'get', 'nodes')).rejects.toThrow(
      'nodes is forbidden: User "admin" cannot list',
    );
  });
});
