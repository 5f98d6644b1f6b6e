import { describe, expect, it } from 'vitest';
import type { Outcome } from '@roster/access';
import type { RunProgress } from '@roster/workflow';
import { closeRun, gate } from '../src/index.ts';
import { RUN, type Bench } from './bench.ts';
import { benchOf, many, step } from './rollout.ts';

const close = (made: Bench, end: object, execution = 'e1') => closeRun({ execution, end }, made.deps);
const header = async (made: Bench) => (await made.journal.findRun(RUN))!;

/** A run whose clusters have all ended, the first `bad` of them with that outcome; and what its Gate said. */
async function ran(made: Bench, bad = 0, outcome?: Outcome): Promise<RunProgress> {
  const first = await made.open();
  made.now.at += 90_000;
  await step(made, first, bad, outcome);
  made.now.at += 30_000;
  return gate(first, made.deps);
}

describe('CloseRun tells the world', () => {
  it('that a run is done, and how the fleet stands', async () => {
    const made = benchOf(many(3));
    await close(made, await ran(made));
    expect(made.events.heard).toEqual([
      {
        ...{ run: RUN, mode: 'apply', who: 'tests', at: '2026-11-24T08:02:00.250Z' },
        ...{ state: 'done', healthy: true, counts: { changed: 3 }, worse: [], foreign: [] },
        standing: { counts: { changed: 3 }, drifted: 0, oldestDriftHours: 0, privileged: 0, pastUntil: 0 },
      },
    ]);
  });

  it('before it throws: that it halted, and which clusters are worse', async () => {
    const made = benchOf(many(3));
    const [{ arn: cluster } = { arn: '' }] = many(3);
    const outcome = { kind: 'failed', reason: 'UnsettledFault' } as const;
    await expect(close(made, await ran(made, 1, outcome))).rejects.toThrow(/^run .*: halted, 1 failed$/);
    expect(made.events.heard).toMatchObject([
      {
        ...{ state: 'halted', healthy: false, counts: { failed: 1, changed: 2 } },
        worse: [{ cluster, was: '', outcome: { kind: 'failed', reason: 'unsettled' } }],
      },
    ]);
  });

  it('whatever text a worker has put beside an outcome', async () => {
    const made = benchOf(many(3));
    const progress = await made.open();
    const [shard = { shard: '' }] = progress.shards;
    const [{ arn: cluster } = { arn: '' }] = many(3);
    const at = made.clock().toISOString();
    const outcome = { kind: 'inSync', reason: '' } as const;
    const line = { run: RUN, ...shard, cluster, since: at, at, facts: 'no JSON', timings: '[', outcome };
    await made.journal.record(line);
    await step(made, progress);
    await close(made, await gate(progress, made.deps));
    expect((await header(made)).closed).toMatchObject({ state: 'done', counts: { inSync: 1, changed: 2 } });
    expect(await made.journal.readLease()).toBeUndefined();
  });

  it('which error ended it', async () => {
    const made = benchOf(many(2));
    const progress = await made.open();
    await expect(close(made, { ...progress, error: { Error: 'States.Timeout' } })).rejects.toThrow();
    const told = { state: 'failed', healthy: false, error: 'States.Timeout', counts: { pending: 2 } };
    expect(made.events.heard).toMatchObject([told]);
  });

  it('and what that error said, as a function and as the local engine put it', async () => {
    const said = JSON.stringify({ errorMessage: 'the table is gone', errorType: 'NotFoundFault', trace: [] });
    for (const Cause of [said, 'the table is gone']) {
      const made = benchOf(many(2));
      const progress = await made.open();
      const error = { Error: 'NotFoundFault', Cause };
      await expect(close(made, { ...progress, error })).rejects.toThrow(/ended by NotFoundFault/);
      const told = { error: 'NotFoundFault', message: 'the table is gone' };
      expect((await made.journal.findRun(RUN))?.closed).toMatchObject(told);
      expect(made.events.heard).toMatchObject([told]);
    }
  });

  it('that a run was turned away, before it was opened or from one that stands', async () => {
    const made = benchOf(many(2));
    const start = {
      run: RUN,
      mode: 'apply',
      who: 'tests',
      error: { Error: 'BadInputFault' },
    };
    await expect(close(made, start, 'e2')).rejects.toThrow(/was not opened: BadInputFault$/);
    await made.open();
    await expect(close(made, start, 'e2')).rejects.toThrow(/was not opened: BadInputFault$/);
    const told = { run: RUN, state: 'failed', healthy: false, error: 'BadInputFault' };
    expect(made.events.heard).toMatchObject([told, told]);
    expect(made.events.heard[0]).not.toHaveProperty('counts');
    expect((await header(made)).closed).toBeUndefined();
    expect(await made.journal.readLease()).toMatchObject({ run: RUN });
  });

  it('nothing of how the fleet stands, when the run has not looked at all of it', async () => {
    const made = benchOf(many(3));
    const names = { names: ['c00000'] };
    const first = await made.open({ mode: 'plan', selector: names });
    await step(made, first);
    await close(made, await gate(first, made.deps));
    expect(made.events.heard).toMatchObject([{ counts: { changed: 1 } }]);
    expect(made.events.heard[0]).not.toHaveProperty('standing');
  });

  it('how long the oldest drift stands, whatever this run was for', async () => {
    const made = benchOf(many(2));
    const [one, two] = many(2);
    await made.journal.patchStatus(one!.arn, { driftSince: '2026-11-23T08:00:00.250Z' });
    await made.journal.patchStatus(two!.arn, { driftSince: '2026-11-24T07:00:00.250Z' });
    await made.journal.patchStatus('a cluster that has left the catalog', {
      driftSince: '2020-01-01T00:00:00Z',
    });
    const first = await made.open({ mode: 'verify' });
    await step(made, first, 2, { kind: 'healthy', reason: '' });
    await close(made, await gate(first, made.deps));
    expect(made.events.heard[0]?.standing).toEqual({
      counts: { healthy: 2 },
      drifted: 2,
      oldestDriftHours: 24,
      privileged: 0,
    });
  });

  it('nobody, where nobody listens, and remembers nothing as told', async () => {
    const made = benchOf(many(1));
    const end = await ran(made);
    await closeRun({ execution: 'e1', end }, { ...made.deps, events: undefined });
    expect((await header(made)).closed).not.toHaveProperty('told');
    await close(made, end);
    expect(made.events.heard).toHaveLength(1);
  });
});

describe('CloseRun tells a run once', () => {
  it('when it is called again', async () => {
    const made = benchOf(many(2));
    const end = await ran(made);
    const totals = await close(made, end);
    const { closed } = await header(made);
    made.now.at += 5_000;
    expect(await close(made, end)).toEqual(totals);
    expect(made.events.heard).toHaveLength(1);
    expect((await header(made)).closed).toEqual(closed);
  });

  it('and what is new, when a later execution took it up', async () => {
    const made = benchOf(many(30, 'canary'));
    const first = await made.open();
    const bad = { kind: 'denied', reason: 'refused' } as const;
    await step(made, { ...first, shards: first.shards.slice(0, 1) }, 1, bad);
    made.now.at += 60_000;
    await expect(close(made, { ...first, error: { Error: 'StoppedFault' } })).rejects.toThrow(/5 pending/);
    made.now.at += 3_600_000;
    const again = await made.open({ execution: 'e2' });
    made.now.at += 60_000;
    await step(made, again, 1, bad);
    made.now.at += 60_000;
    await close(made, await gate(again, made.deps), 'e2');
    const firstOf = async (shard: string) => (await made.journal.shardResults(shard))[0]!.cluster;
    expect(made.events.heard.map(({ worse }) => worse.map(({ cluster }) => cluster))).toEqual(
      await Promise.all(first.shards.map(async ({ shard }) => [await firstOf(shard)])),
    );
    expect(made.events.heard[1]).toMatchObject({ state: 'done', counts: { denied: 2, changed: 28 } });
  });
});

describe('CloseRun, when the world does not hear', () => {
  it('closes the run all the same, and returns why', async () => {
    const made = benchOf(many(1));
    made.events.fail('ServerFault');
    const end = await ran(made);
    expect(await close(made, end)).toMatchObject({
      halted: false,
      untold: expect.stringContaining(RUN) as string,
    });
    expect((await header(made)).closed).toMatchObject({ state: 'done' });
    expect(await made.journal.readLease()).toBeUndefined();
    made.events.fail(undefined);
    expect(await close(made, end)).not.toHaveProperty('untold');
    expect(made.events.heard).toHaveLength(1);
  });

  it('throws for what is wrong with the run, not for that', async () => {
    const made = benchOf(many(1));
    made.events.fail('ThrottledFault');
    const closing = close(made, await ran(made, 1));
    await expect(closing).rejects.toMatchObject({
      name: 'RunUnhealthyFault',
      message: expect.stringMatching(/: halted, 1 failed; nobody was told: /) as string,
    });
  });
});
