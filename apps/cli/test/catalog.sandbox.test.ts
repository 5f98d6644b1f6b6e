import { expect, it } from 'vitest';
import { clustersFile, DEV_GRANT, grantsFile, OPS_GRANT } from './fleet.ts';
import { user } from './harness.ts';

const pushed = () =>
  user({
    files: { 'fleet/clusters.yaml': clustersFile('one', 'two'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) },
  });

it('what is pulled is what was pushed: pushing it again stores nothing', async () => {
  await using ann = await pushed();
  expect(await ann.json('catalog', 'push', 'fleet')).toEqual({ revision: '1', stored: true });
  await ann.write('pulled.yaml', (await ann.run('catalog', 'pull')).stdout);
  expect(await ann.json('catalog', 'push', 'pulled.yaml')).toEqual({ revision: '1', stored: false });
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

it('rollback stores old content as a new revision; --expect refuses another current one', async () => {
  await using ann = await pushed();
  await ann.run('catalog', 'push', 'fleet', '--expect', '0', '--note', 'first');
  await ann.write('fleet/grants.yaml', grantsFile(OPS_GRANT, DEV_GRANT));
  await ann.run('catalog', 'push', 'fleet', '--expect', '1');
  expect(await ann.json('catalog', 'rollback', '1')).toEqual({ revision: '3' });
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
