import { describe, expect, it } from 'vitest';
import { arnOf, clustersFile, grantsFile, OPS_GRANT } from './fleet.ts';
import { user } from './harness.ts';

async function withFleet() {
  const ann = await user({
    files: { 'fleet/c.yaml': clustersFile('one', 'two'), 'fleet/g.yaml': grantsFile(OPS_GRANT) },
  });
  expect(await ann.run('catalog', 'push', 'fleet')).toMatchObject({ code: 0 });
  return ann;
}

describe('hold', () => {
  it('shows what it did, and keeps the reason of a hold that stands', async () => {
    await using ann = await withFleet();
    const first = await ann.run('hold', 'one', '--reason', 'audit');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('1 cluster held');
    expect(first.stdout).toContain('one (111122223333, eu-west-1)');

    const second = await ann.run('hold', 'two', 'one', '--reason', 'mine');
    expect(second).toMatchObject({ code: 2, stdout: '' });
    expect(second.stderr).toMatch(/one \(.*\) is held by ann@laptop since \d{4}-.*: audit/);
    expect(second.stderr).toContain('nothing was changed');
    const held = await ann.inStore(({ journal }) => journal.listStatus());
    expect(held.map(({ cluster, hold }) => [cluster, hold?.reason])).toEqual([[arnOf('one'), 'audit']]);
  });

  it('replaces it where that is asked for, and says what it was', async () => {
    await using ann = await withFleet();
    await ann.run('hold', 'one', '--reason', 'audit');
    const { stdout } = await ann.run('hold', 'one', 'two', '--reason', 'move', '--replace');
    expect(stdout).toMatch(/2 clusters held.*\n {2}one \(.*\); it was held by ann@laptop since .*: audit\n/);
    expect(await ann.json('hold', 'one', '--reason', 'again', '--replace')).toMatchObject([
      { cluster: arnOf('one'), hold: { reason: 'again', by: 'ann@laptop' }, replaced: { reason: 'move' } },
    ]);
  });
});

describe('release', () => {
  it('says which hold it ended, and where there was none', async () => {
    await using ann = await withFleet();
    const none = await ann.run('release', 'one');
    expect(none).toMatchObject({ code: 0 });
    expect(none.stdout).toMatch(/^no cluster was held: nothing to release\n {2}one \(.*\): was not held\n$/);
    expect(await ann.inStore(({ journal }) => journal.listStatus())).toEqual([]);

    await ann.run('hold', 'one', '--reason', 'audit');
    const { stdout } = await ann.run('release', 'one', 'two');
    expect(stdout).toMatch(
      /^1 cluster released\n {2}one .*: held by ann@laptop .*: audit\n {2}two .*: was not held\n$/,
    );
    expect(await ann.json('release', 'one', arnOf('gone'))).toEqual([
      { cluster: arnOf('one'), released: null },
      { cluster: arnOf('gone'), released: null },
    ]);
  });
});
