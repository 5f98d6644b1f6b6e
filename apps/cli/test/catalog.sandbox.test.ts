import { describe, expect, it } from 'vitest';
import { clustersFile, DEV_GRANT, grantsFile, OPS_GRANT } from './fleet.ts';
import { user } from './harness.ts';

const pushed = () =>
  user({
    files: { 'fleet/clusters.yaml': clustersFile('one', 'two'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) },
  });

it('what is pulled is what was pushed: pushing it again stores nothing', async () => {
  await using ann = await pushed();
  expect(await ann.json('catalog', 'push', 'fleet')).toMatchObject({ revision: '1', stored: true });
  await ann.write('pulled.yaml', (await ann.run('catalog', 'pull')).stdout);
  expect(await ann.json('catalog', 'push', 'pulled.yaml')).toMatchObject({ revision: '1', stored: false });
  expect(await ann.run('catalog', 'pull', '9')).toMatchObject({ code: 2, stdout: '' });
});

it('diff compares files and revisions; what leaves the catalog is said with what that means', async () => {
  await using ann = await pushed();
  await ann.run('catalog', 'push', 'fleet');
  expect(await ann.run('catalog', 'diff', '-f', 'fleet')).toMatchObject({
    code: 0,
    stdout: 'no difference\n',
  });
  await ann.write('fleet/clusters.yaml', clustersFile('one'));
  await ann.write('fleet/grants.yaml', grantsFile(OPS_GRANT.replace('operators', 'others'), DEV_GRANT));
  const { code, stdout } = await ann.run('catalog', 'diff', '-f', 'fleet');
  expect(code).toBe(1);
  expect(stdout).toContain('- cluster two (111122223333, eu-west-1)\n');
  expect(stdout).toContain('+ grant dev\n');
  expect(stdout).toContain('~ grant ops: groups ["operators"] → ["others"]\n');
  expect(stdout).toContain('the rows that Roster wrote stay there');
  await ann.run('catalog', 'push', 'fleet');
  expect(await ann.run('catalog', 'diff', '--from', '1', '--to', '2')).toMatchObject({ code: 1, stdout });
});

it('diff refuses a folder without clusters: what it does not hold has not left the catalog', async () => {
  await using ann = await pushed();
  await ann.run('catalog', 'push', 'fleet');
  await ann.write('part/grants.yaml', await ann.read('fleet/grants.yaml'));
  const ran = await ann.run('catalog', 'diff', '-f', 'part');
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain('the folder holds no clusters, and the revision has 2');
});

it('subfolders of a fleet folder are a part of it; messages name the path from here', async () => {
  await using ann = await pushed();
  await ann.run('catalog', 'push', 'fleet');
  await ann.write(
    'fleet/teams/dev/grants.yaml',
    grantsFile(DEV_GRANT).replace(/^defaults:[^]*?(?=grants:)/m, ''),
  );
  const diff = await ann.run('catalog', 'diff', '-f', 'fleet');
  expect(diff).toMatchObject({ code: 1, stdout: '+ grant dev\n' });
  await ann.write('fleet/teams/broken.yaml', 'apiVersion: roster/v1\ngrnts: []\n');
  const broken = await ann.run('plan', '-f', 'fleet');
  expect(broken).toMatchObject({ code: 2, stdout: '' });
  expect(broken.stderr).toContain('fleet/teams/broken.yaml:2:1: unknown key "grnts"');
});

it('rollback stores old content as a new revision; --expect refuses another current one', async () => {
  await using ann = await pushed();
  await ann.run('catalog', 'push', 'fleet', '--expect', '0', '--note', 'first');
  await ann.write('fleet/grants.yaml', grantsFile(OPS_GRANT, DEV_GRANT));
  await ann.run('catalog', 'push', 'fleet', '--expect', '1');
  expect(await ann.json('catalog', 'rollback', '1')).toMatchObject({ revision: '3', removals: { count: 2 } });
  expect(await ann.run('catalog', 'diff', '--from', '1', '--to', '3')).toMatchObject({ code: 0 });
  expect(await ann.json('catalog', 'revisions')).toMatchObject([
    { n: 3, who: 'ann@laptop', grants: 1, note: 'content of revision 1' },
    { n: 2, grants: 2 },
    { n: 1, grants: 1, note: 'first' },
  ]);
  const late = await ann.run('catalog', 'push', 'fleet', '--expect', '2');
  expect(late).toMatchObject({ code: 2, stdout: '' });
  expect(late.stderr).toContain('the current revision is 3');
});

describe('a push that leaves clusters without access', () => {
  const NONE = grantsFile();

  /** Two clusters, one grant on both, and files without it. */
  async function emptied(answers?: readonly string[]) {
    const asked: string[] = [];
    const left = [...(answers ?? [])];
    const ask = (question: string) => {
      asked.push(question);
      return Promise.resolve(left.shift() ?? '');
    };
    const files = {
      'fleet/clusters.yaml': clustersFile('one', 'two'),
      'fleet/grants.yaml': grantsFile(OPS_GRANT),
    };
    const ann = await user({ files, ...(answers === undefined ? {} : { ask }) });
    await ann.run('catalog', 'push', 'fleet');
    await ann.write('fleet/grants.yaml', NONE);
    return { ann, asked, [Symbol.asyncDispose]: () => ann[Symbol.asyncDispose]() };
  }

  it('is asked for at a terminal, by a question that says the number; yes stores it', async () => {
    await using made = await emptied(['no', '', ' Yes ']);
    for (const code of [2, 2, 0])
      expect(await made.ann.run('catalog', 'push', 'fleet')).toMatchObject({ code });
    expect(made.asked).toHaveLength(3);
    expect(new Set(made.asked)).toEqual(
      new Set(['2 clusters are left without access. Take 2 accesses away? Type yes: ']),
    );
    expect(await made.ann.json('catalog', 'revisions')).toHaveLength(2);
  });

  it.each([['--allow-removals'], ['--expect-removals', '2']])(
    'is stored with %s, and not asked for',
    async (...how) => {
      await using made = await emptied([]);
      expect(await made.ann.run('catalog', 'push', 'fleet', ...how)).toMatchObject({ code: 0 });
      expect(made.asked).toEqual([]);
    },
  );

  it.each(['0', '1', '3', 'two', '-2', ''])('is not stored with --expect-removals %j', async (number) => {
    await using made = await emptied(['yes']);
    const ran = await made.ann.run(
      'catalog',
      'push',
      'fleet',
      '--allow-removals',
      '--expect-removals',
      number,
    );
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--expect-removals');
    if (/^\d/.test(number)) expect(ran.stderr).toContain('repeat it with --expect-removals 2');
    expect(made.asked).toEqual([]);
    expect(await made.ann.json('catalog', 'revisions')).toHaveLength(1);
  });

  it('is shown by diff, before anybody pushes', async () => {
    await using made = await emptied();
    const { stdout } = await made.ann.run('catalog', 'diff', '-f', 'fleet');
    expect(stdout).toContain(
      '- grant ops [operators]: 2 accesses, 1 principal on 2 clusters: the grant is gone (it was in fleet/grants.yaml:7)',
    );
    expect(stdout).toContain('2 of 2 accesses go');
    expect(await made.ann.json('catalog', 'diff', '-f', 'fleet')).toMatchObject({
      removals: { count: 2, of: 2, limit: 5, decide: ['bareClusters'], byGrant: [{ grant: 'ops' }] },
    });
  });

  it('is decided once more by a rollback, which is a push', async () => {
    await using made = await emptied();
    await made.ann.run('catalog', 'push', 'fleet', '--allow-removals');
    expect(await made.ann.run('catalog', 'rollback', '1')).toMatchObject({ code: 0 });
    const back = await made.ann.run('catalog', 'rollback', '2');
    expect(back).toMatchObject({ code: 2, stdout: '' });
    expect(back.stderr).toContain('repeat it with --expect-removals 2');
    expect(await made.ann.json('catalog', 'revisions')).toHaveLength(3);
    expect(await made.ann.json('catalog', 'rollback', '2', '--expect-removals', '2')).toMatchObject({
      ...{ revision: '4', removals: { count: 2 } },
    });
  });
});
