import { describe, expect, it } from 'vitest';
import { makeTables, STORE } from './deployed.ts';
import { arnOf, clustersFile, grantsFile, OPS_GRANT, startClusters } from './fleet.ts';
import { user } from './harness.ts';
import { begin } from './process.ts';

const FILES = { 'fleet/clusters.yaml': clustersFile('one'), 'fleet/grants.yaml': grantsFile(OPS_GRANT) };

/** A cluster whose first answer never comes, and word of when it is waited for. */
async function stuck({ dynamodb = false } = {}) {
  const reached = Promise.withResolvers<undefined>();
  const wait = () => {
    reached.resolve(undefined);
    return new Promise(() => undefined);
  };
  const sandbox = await startClusters([{ name: 'one', faults: { slowMs: 1 } }], { dynamodb, wait });
  return { sandbox, reached: reached.promise, [Symbol.asyncDispose]: () => sandbox.stop() };
}

describe('an apply that dies', () => {
  it.each<[string, (roster: ReturnType<typeof begin>) => Promise<void>]>([
    [
      'by kill -9',
      (roster) => {
        roster.kill('SIGKILL');
        return Promise.resolve();
      },
    ],
    [
      'by a second Ctrl-C',
      async (roster) => {
        roster.kill('SIGINT');
        await roster.interruptAt('stopping');
        expect((await roster.ended).stderr).toMatch(
          /run \S+ was cut off; the next apply here takes its lease over/,
        );
      },
    ],
  ])('%s: the next one on this machine closes it, frees its lease, and says so', async (_, die) => {
    await using made = await stuck();
    await using ann = await user({ files: FILES });
    const roster = () => begin(['apply', '-f', 'fleet'], { folder: ann.folder, env: made.sandbox.env });
    const first = roster();
    await made.reached;
    await die(first);
    await first.ended;
    made.sandbox.cluster(arnOf('one')).setFaults({});
    const second = await roster().ended;
    expect(second).toMatchObject({ code: 0 });
    expect(second.stderr).toMatch(
      /run \S+ \(apply\) is closed now, and its lease is free: it ended without closing: the process \d+ on \S+ that ran it is gone/,
    );
    expect(made.sandbox.cluster(arnOf('one')).awsAuth()?.['mapRoles']).toContain('Ops');
  });

  it('on a shared store says how to get the lease back; roster unlock does, and it is recorded', async () => {
    await using made = await stuck({ dynamodb: true });
    await using ann = await user({ files: FILES });
    const env = { ...made.sandbox.env, ROSTER_STORE: STORE };
    const roster = (...argv: readonly string[]) => begin(argv, { folder: ann.folder, env });
    (await makeTables(made.sandbox)).destroy();
    await roster('catalog', 'push', 'fleet').ended;
    const first = roster('apply');
    await made.reached;
    first.kill('SIGKILL');
    await first.ended;
    made.sandbox.cluster(arnOf('one')).setFaults({});

    const turnedAway = await roster('apply').ended;
    expect(turnedAway).toMatchObject({ code: 4 });
    const [, run = ''] = /roster unlock (\S+) --reason/.exec(turnedAway.stderr) ?? [];
    expect(turnedAway.stderr).toContain(`run ${run} of arn:aws:iam::`);
    expect(await roster('unlock', run, '--reason', 'its laptop burnt').ended).toMatchObject({ code: 0 });
    expect(await roster('apply').ended).toMatchObject({ code: 0 });
    const after = await roster('unlock', '--reason', 'a look').ended;
    expect(after.stdout).toMatch(
      new RegExp(`no run holds the lease; arn:aws:iam:\\S+ took it from run ${run} .*burnt`),
    );
  });
});

describe('unlock', () => {
  const held = async () => {
    const ann = await user();
    await ann.inStore(async ({ journal }) => {
      const now = new Date();
      await journal.takeLease({ run: 'r1', execution: 'e1' }, now, new Date(now.getTime() + 900_000), {
        who: 'bob',
        since: now.toISOString(),
      });
    });
    return ann;
  };

  it('takes no lease from a run that may be at work unless it is named', async () => {
    await using ann = await held();
    const unnamed = await ann.run('unlock', '--reason', 'in my way');
    expect(unnamed).toMatchObject({ code: 4, stdout: '' });
    expect(unnamed.stderr).toContain('run r1 of bob (execution e1) holds the lease');
    expect(await ann.run('unlock', 'r2', '--reason', 'in my way')).toMatchObject({ code: 2 });
    expect(await ann.json('unlock', 'r1', '--reason', 'it died')).toMatchObject({
      lease: null,
      last: { run: 'r1', by: 'ann@laptop', reason: 'it died' },
    });
    expect(await ann.run('unlock', '--reason', 'again')).toMatchObject({ code: 0 });
  });

  it('asks for a reason', async () => {
    await using ann = await held();
    expect(await ann.run('unlock', 'r1')).toMatchObject({ code: 2 });
  });
});
