import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kubectl } from '@roster/control-plane/programs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row } from './fixture.ts';
import { realRigs, startHttpBed } from './http/real-rig.ts';
import { MASTER, ROLE, type HttpRig, type HttpSetup } from './http/rig.ts';
import { sandboxRig } from './http/sandbox-rig.ts';
import type { RealBed } from './real-cluster.ts';

let bed: RealBed;
beforeAll(async () => {
  bed = await startHttpBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

const SETUP: HttpSetup = {
  awsAuth: { mapRoles: row(ROLE, 'reader', 'roster:read') },
  nodes: [{ name: 'node-a' }, { name: 'node-b', ready: false }, { name: 'node-c' }],
  daemonSets: [{ namespace: 'kube-system', name: 'aws-node', desired: 3 }],
  pods: [{ namespace: 'kube-system', name: 'coredns-1', labels: { 'k8s-app': 'kube-dns' } }],
};

/** Runs kubectl in a folder of its own, where there is a manifest, as the master unless as another, and gives what it printed. */
async function run(rig: HttpRig, args: readonly string[], as = MASTER): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-kubectl-'));
  try {
    const { endpoint, ca } = rig.connection;
    const cluster = { server: endpoint, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
    const kubeconfig = {
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'it' },
      clusters: [{ name: 'it', cluster }],
      users: [{ name: 'it', user: { token: await rig.token(as) } }],
      contexts: [{ name: 'it', context: { cluster: 'it', user: 'it', namespace: 'kube-system' } }],
    };
    await writeFile(join(folder, 'config'), JSON.stringify(kubeconfig), { mode: 0o600 });
    const manifest = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'aws-auth' },
      data: { mapRoles: '[]' },
    };
    await writeFile(join(folder, 'aws-auth.json'), JSON.stringify(manifest));
    const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: join(folder, 'config') };
    const running = promisify(execFile)(await kubectl(), [...args], { env, cwd: folder });
    return (await running).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const RIGS: readonly (readonly [of: string, make: (setup: HttpSetup) => Promise<HttpRig>])[] = [
  ['the sandbox', sandboxRig],
  ['a real cluster', realRigs(() => bed)],
];

describe.each(RIGS)('kubectl on %s', (_of, make) => {
  const on = async (
    test: (rig: HttpRig, kubectl: (...args: string[]) => Promise<string>) => Promise<void>,
  ) => {
    const rig = await make(SETUP);
    try {
      await test(rig, (...args) => run(rig, args));
    } finally {
      await rig.close?.();
    }
  };

  it('gets nodes, daemonsets, pods and configmaps, by short names too', () =>
    on(async (_, kubectl) => {
      expect(await kubectl('get', 'nodes')).toMatch(/^NAME[^]*\nnode-a\s[^]*\nnode-b\s/);
      expect(await kubectl('get', 'ds', '-A')).toMatch(/\nkube-system\s+aws-node\s/);
      const found = await kubectl('get', 'po', '-l', 'k8s-app=kube-dns', '-o', 'name');
      expect(found).toBe('pod/coredns-1\n');
      expect(JSON.parse(await kubectl('get', 'cm', 'aws-auth', '-o', 'json'))).toMatchObject({
        data: SETUP.awsAuth,
      });
      const chunked = await kubectl('get', 'no', '--chunk-size=1', '-o', 'name');
      expect(chunked).toBe('node/node-a\nnode/node-b\nnode/node-c\n');
    }));

  it.each([
    ['merge', { data: { mapUsers: '[]\n' } }],
    ['strategic', { data: { mapUsers: '[]\n' } }],
    ['json', [{ op: 'add', path: '/data/mapUsers', value: '[]\n' }]],
  ])('patches aws-auth by a %s patch', (type, patch) =>
    on(async (rig, kubectl) => {
      await kubectl('patch', 'cm', 'aws-auth', '--type', type, '-p', JSON.stringify(patch));
      expect(await rig.awsAuth()).toEqual({ ...SETUP.awsAuth, mapUsers: '[]\n' });
    }),
  );

  it('creates and deletes it, and asks who it is', () =>
    on(async (rig, kubectl) => {
      expect(await kubectl('delete', 'cm', 'aws-auth')).toContain('deleted');
      expect(await rig.awsAuth()).toBeUndefined();
      await kubectl('create', '-f', 'aws-auth.json', '--validate=false');
      expect(await rig.awsAuth()).toEqual({ mapRoles: '[]' });
      expect(JSON.parse(await kubectl('auth', 'whoami', '-o', 'json'))).toMatchObject({
        status: {
          userInfo: { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
        },
      });
    }));

  it('is told why it may not', () =>
    on(async (rig) => {
      const patch = run(rig, ['patch', 'cm', 'aws-auth', '-p', '{}'], ROLE);
      await expect(patch).rejects.toThrow('configmaps "aws-auth" is forbidden: User "reader" cannot patch');
      await rig.setAwsAuth({});
      await expect(run(rig, ['get', 'nodes'], ROLE)).rejects.toThrow('You must be logged in to the server');
    }));
});
