import { stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clustersFile, grantsFile, READ, REGION, startClusters } from './fleet.ts';
import { user } from './harness.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile() };
const THEIRS = `apiVersion: v1
kind: Config
current-context: home # mine
clusters:
  - name: home
    cluster:
      server: "https://home.example"
contexts:
  - name: home
    context:
      cluster: home
      user: me
users:
  - name: me # a token of mine
    user:
      token: "not ours"
`;

describe('roster token', () => {
  it.each(['v1', 'v1beta1'])('answers in the version that kubectl asks for: %s', async (version) => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    const apiVersion = `client.authentication.k8s.io/${version}`;
    const asked = { kind: 'ExecCredential', apiVersion, spec: { interactive: false } };
    await using ann = await user({ sandbox, env: { KUBERNETES_EXEC_INFO: JSON.stringify(asked) } });
    sandbox.resetCalls();
    const ran = await ann.run('token', '--cluster', 'one', '--region', REGION, '--role', READ);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const status = { token: expect.stringMatching(/^k8s-aws-v1\.[\w-]+$/) as string };
    expect(JSON.parse(ran.stdout)).toMatchObject({ kind: 'ExecCredential', apiVersion, status });
    expect(sandbox.calls()).toEqual({ 'sts:AssumeRole': 1 });
    await expect(stat(path.join(ann.folder, 'state'))).rejects.toThrow('ENOENT');
  });
});

describe('roster kubeconfig', () => {
  it('adds a cluster to a file that only its owner can read; other entries stay', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox, files: { ...FILES, '.kube/config': THEIRS } });
    const args = ['kubeconfig', '--cluster', 'one', '-f', 'fleet', '--alias', 'one'];
    expect(await ann.run(...args)).toMatchObject({ code: 0 });
    const once = await ann.read('.kube/config');
    expect((await stat(path.join(ann.folder, '.kube/config'))).mode & 0o777).toBe(0o600);
    const lines = new Set(once.split('\n'));
    expect(THEIRS.split('\n').filter((line) => !lines.has(line))).toEqual([]);
    expect(await ann.run(...args)).toMatchObject({ code: 0 });
    expect(await ann.read('.kube/config')).toBe(once);
  });

  const WRITE = READ.replace('RosterRead', 'RosterWrite');

  it.each([
    ['the read role of the catalog', READ, ['-f', 'fleet']],
    ["the role that is given, in the place of the catalog's", WRITE, ['-f', 'fleet', '--role', WRITE]],
    ['the role that is given, without a catalog', WRITE, ['--region', REGION, '--role', WRITE]],
  ])('comes in with %s', async (_as, role, how) => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox, files: FILES });
    expect(await ann.run('kubeconfig', '--cluster', 'one', ...how)).toMatchObject({ code: 0 });
    const written = await ann.read('.kube/config');
    expect(written.match(/role\/\w+/g)).toEqual([role.slice(role.indexOf('role/'))]);
  });
});
