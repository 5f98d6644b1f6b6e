import { chmod, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { arnOf, clustersFile, grantsFile, READ, REGION, startClusters } from './fleet.ts';
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

describe('roster kubeconfig', () => {
  it('adds a cluster to a file, whose mode and other entries stay', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox, files: { ...FILES, '.kube/config': THEIRS } });
    const file = path.join(ann.folder, '.kube/config');
    await chmod(file, 0o640);
    const args = ['kubeconfig', '--cluster', 'one', '-f', 'fleet', '--alias', 'one'];
    expect(await ann.run(...args)).toMatchObject({ code: 0 });
    const once = await ann.read('.kube/config');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
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

  it.each(['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'])('keeps the profile that %s names', async (variable) => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using home = await user({ files: { config: '[profile work]\nregion = eu-west-1\n' } });
    const env = { AWS_CONFIG_FILE: path.join(home.folder, 'config'), [variable]: 'work' };
    await using ann = await user({ sandbox, files: FILES, env });
    expect(await ann.run('kubeconfig', '--cluster', 'one', '-f', 'fleet')).toMatchObject({ code: 0 });
    const { users } = parse(await ann.read('.kube/config')) as {
      readonly users: readonly { readonly user: { readonly exec: { readonly env: unknown } } }[];
    };
    expect(users[0]?.user.exec.env).toEqual([{ name: 'AWS_PROFILE', value: 'work' }]);
  });

  it('takes several clusters, or a selector, or all; a cluster that EKS does not know keeps no other out', async () => {
    // Names that readers of YAML 1.1 take for a boolean, a number, a date.
    const names = ['no', 'y', '1_27', '0b1', '2024-01-15', '1e3', '012'];
    await using sandbox = await startClusters(names.map((name) => ({ name })));
    const files = {
      'fleet/clusters.yaml': clustersFile(...names, 'gone').replaceAll(
        /name: (\w[\w-]*), acc/g,
        'name: "$1", acc',
      ),
      'fleet/grants.yaml': grantsFile(),
    };
    await using ann = await user({ sandbox, files });
    const run = async (...args: readonly string[]) => {
      const value = await ann.json('kubeconfig', '-f', 'fleet', ...args);
      return value as { readonly entries: { readonly cluster: string }[]; readonly failed: unknown[] };
    };
    const of = async (...args: readonly string[]) =>
      (await run(...args)).entries.map(({ cluster }) => cluster);
    expect(await of('--cluster', 'no', '--cluster', arnOf('y'))).toEqual([arnOf('no'), arnOf('y')]);
    expect(await of('--cluster', 'no', '-l', 'env=prod')).toEqual([arnOf('no')]);
    const { entries, failed } = await run();
    expect(entries.map(({ cluster }) => cluster)).toEqual(names.map(arnOf));
    expect(failed).toMatchObject([
      { cluster: arnOf('gone'), message: expect.stringContaining('EKS knows no such cluster') as string },
    ]);
    expect(await ann.run('kubeconfig', '-f', 'fleet')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`not written: ${arnOf('gone')}`) as string,
    });
    const written = await ann.read('.kube/config');
    for (const version of ['1.1', '1.2'] as const) {
      const { clusters, users } = parse(written, { version }) as {
        clusters: { name: unknown }[];
        users: { user: { exec: { args: unknown[] } } }[];
      };
      expect(new Set(clusters.map(({ name }) => name))).toEqual(
        new Set(names.map((name) => `roster/${arnOf(name)}`)),
      );
      const called = users.map(({ user: { exec } }) => exec.args[exec.args.indexOf('--cluster') + 1]);
      expect(new Set(called)).toEqual(new Set(names));
    }
    const gone = await ann.run('kubeconfig', '-f', 'fleet', '--cluster', 'gone');
    expect(gone).toMatchObject({ code: 3, stdout: '' });
  });

  it('says as whom kubectl comes in, what that sets off, and the line to try', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox, files: FILES });
    const named = [
      'kubeconfig',
      '--cluster',
      'one',
      '-f',
      'fleet',
      '--kubeconfig',
      'my config',
      '--alias',
      'one',
    ];
    const ran = await ann.run(...named);
    expect(ran.stdout).toBe(
      "1 cluster written to my config\ntry it:\n  kubectl --kubeconfig 'my config' --context one get nodes\n",
    );
    expect(ran.stderr).toBe(
      `kubectl comes in as ${READ}\nWhere Roster is deployed, each use of its roles by a person raises "Operator role used": --role names another.\n`,
    );
    const own = await ann.run('kubeconfig', '--cluster', arnOf('one'), '--region', REGION);
    expect(own).toMatchObject({ code: 0, stderr: 'kubectl comes in as whoever runs it\n' });
    expect(own.stdout).toContain(`\n  kubectl --context roster/${arnOf('one')} get nodes\n`);
  });

  it('prints a kubeconfig of its own, and writes none', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    await using ann = await user({ sandbox, files: { ...FILES, '.kube/config': THEIRS } });
    const ran = await ann.run('kubeconfig', '--cluster', 'one', '-f', 'fleet', '--print', '-n', 'shop');
    const name = `roster/${arnOf('one')}`;
    expect(parse(ran.stdout)).toMatchObject({
      clusters: [{ name }],
      users: [{ name }],
      contexts: [{ name, context: { cluster: name, user: name, namespace: 'shop' } }],
      'current-context': name,
    });
    expect(await ann.read('.kube/config')).toBe(THEIRS);
  });

  it('calls roster by its name where a shell would find this one, and else by its path', async () => {
    await using sandbox = await startClusters([{ name: 'one' }]);
    const script = path.resolve(import.meta.dirname, '../bin/roster.mjs');
    const called = async (folders: readonly string[], more: Readonly<Record<string, string>> = {}) => {
      await using ann = await user({ sandbox, env: more });
      const PATH = folders.map((folder) => path.join(ann.folder, folder)).join(path.delimiter);
      await using bob = await user({ sandbox, env: { ...more, PATH } });
      for (const folder of ['bin', 'node_modules/.bin', 'other']) {
        await mkdir(path.join(ann.folder, folder), { recursive: true });
        if (folder === 'other') await ann.write('other/roster', '');
        else await symlink(script, path.join(ann.folder, folder, 'roster'));
      }
      const ran = await bob.run('kubeconfig', '--cluster', 'one', '--region', REGION, '--print');
      const { users } = parse(ran.stdout) as {
        users: { user: { exec: { command: string; args: string[] } } }[];
      };
      const { command = '', args = [] } = users[0]?.user.exec ?? {};
      return [command, ...args].slice(0, command === 'roster' ? 2 : 3);
    };
    const byPath = [process.execPath, script, 'token'];
    expect(await called(['empty', 'bin'])).toEqual(['roster', 'token']);
    expect(await called(['node_modules/.bin'])).toEqual(['roster', 'token']);
    expect(await called(['node_modules/.bin'], { npm_command: 'exec' })).toEqual(byPath);
    expect(await called(['other', 'bin'])).toEqual(byPath);
    expect(await called([])).toEqual(byPath);
  });

  it.each([
    [
      ['--cluster', arnOf('one'), '--region', 'us-east-1'],
      `--region is us-east-1, and ${arnOf('one')} is in`,
    ],
    [['--cluster', 'one', '--region', `${REGION},us-east-1`], '--cluster with --region asks no catalog'],
    [['--cluster', 'one', '--region', REGION, '-l', 'a=b'], 'leave -l and --account out'],
    [['-f', 'fleet', '--alias', 'x'], '--alias is about one cluster, and 2 are meant'],
    [['-f', 'fleet', '--use'], '--use is about one cluster, and 2 are meant'],
    [['-f', 'fleet', '-l', 'env=dev'], 'none of the 2 clusters is meant by that'],
    [['--print', '--kubeconfig', 'x'], '--print writes to no file'],
    [['-n', 'A B'], '--namespace: "A B" is no name of a namespace'],
    [['--kubeconfig', ''], '--kubeconfig is empty'],
    [
      ['-f', 'fleet', '--kubeconfig', 'fleet'],
      'fleet is a folder: name a file with --kubeconfig, or take --print',
    ],
    [['-f', 'fleet', '--kubeconfig', 'two.yaml'], 'two.yaml holds more than one YAML document (line 2)'],
  ])('refuses %j, and writes nothing', async (args, why) => {
    await using sandbox = await startClusters([{ name: 'one' }, { name: 'two' }]);
    const files = { 'fleet/clusters.yaml': clustersFile('one', 'two'), 'fleet/grants.yaml': grantsFile() };
    await using ann = await user({
      sandbox,
      files: { ...files, 'two.yaml': 'kind: Config\n---\nkind: Config\n' },
    });
    const ran = await ann.run('kubeconfig', ...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(why);
    expect((await readdir(ann.folder)).filter((name) => name !== 'state').sort()).toEqual([
      'fleet',
      'two.yaml',
    ]);
  });
});
