import { describe, expect, it } from 'vitest';
import { clusterArn, type Cluster, type Outcome } from '@roster/access';
import type { RunProgress } from '@roster/workflow';
import { closeRun, gate } from '../src/index.ts';
import { firstOf, RUN, type Bench } from './bench.ts';
import { cluster } from './fleet.ts';
import { benchOf, many, step } from './rollout.ts';

const next = (made: Bench, progress: RunProgress) => gate(progress, made.deps);
const close = (made: Bench, end: object, execution = 'e1') => closeRun({ execution, end }, made.deps);

describe('a run', () => {
  it.each([
    [1, Array.from({ length: 21 }, () => 1)],
    [20, [20, 1]],
    [40, [21]],
  ])('has steps of as many shards as run at once: %i', async (concurrency, steps) => {
    const made = benchOf(many(520));
    const first = await made.open({ concurrency });
    expect((await made.journal.getRun(first))?.waves).toMatchObject([{ name: 'rest', steps }]);
    expect(first.shards).toHaveLength(steps[0]!);
  });

  it('spreads the clusters of an account over the shards, the same way each time', async () => {
    const accounts = ['111122223333', '222233334444', '333344445555', '444455556666'];
    const clusters = accounts.flatMap((account) =>
      Array.from({ length: 50 }, (_, index) =>
        cluster(`c${index}`, {
          account,
          arn: clusterArn({ account, region: 'eu-west-1', name: `c${index}` }),
        }),
      ),
    );
    const cut = async (order: readonly Cluster[]) => {
      const made = benchOf(order);
      const { shards } = await made.open();
      const lines = await Promise.all(shards.map(({ shard }) => made.journal.shardResults(shard)));
      return lines.map((of) => of.map((line) => line.cluster).toSorted());
    };
    const shards = await cut(clusters);
    expect(await cut(clusters.toReversed())).toEqual(shards);
    for (const shard of shards) expect(new Set(shard.map((arn) => arn.split(':')[4])).size).toBe(4);
  });

  it('is cut into waves, steps and shards, and goes through all of them', async () => {
    const made = benchOf([...many(30, 'canary'), ...many(520)]);
    const first = await made.open();
    expect(first).toMatchObject({ wave: 0, step: 0, next: 'step' });
    expect(first.shards).toHaveLength(2);
    const header = await made.journal.findRun(RUN);
    expect(header?.waves).toEqual([
      { name: 'canary', clusters: 30, budget: 3, steps: [2] },
      { name: 'rest', clusters: 520, budget: 52, steps: [20, 1] },
    ]);
    await step(made, first);
    const second = await next(made, first);
    expect(second).toMatchObject({ wave: 1, step: 0, next: 'step' });
    await step(made, second);
    const third = await next(made, second);
    expect(third).toMatchObject({ wave: 1, step: 1, next: 'step' });
    await step(made, third);
    const end = await next(made, third);
    expect(end).toMatchObject({ next: 'close', shards: [] });
    expect(await close(made, end)).toEqual({
      run: RUN,
      clusters: 550,
      counts: { changed: 550 },
      halted: false,
    });
    expect(await made.journal.readLease()).toBeUndefined();
  });

  it('halts when the failures of a wave reach its budget, those never heard from among them', async () => {
    const made = benchOf([...many(30, 'canary'), ...many(5)]);
    const first = await made.open();
    await step(made, first, 2);
    expect(await next(made, first)).toMatchObject({ wave: 1, next: 'step' });
    await made.journal.putTasks([await lostTask(made, first)]);
    const end = await next(made, first);
    expect(end).toMatchObject({ next: 'halt', failures: 3, shards: [] });
    await expect(close(made, end)).rejects.toThrow(/halted, 2 failed, 6 pending/);
    expect((await made.journal.findRun(RUN))?.closed).toMatchObject({
      state: 'halted',
      counts: { failed: 2, changed: 27, pending: 6 },
    });
  });

  it.each<[string, Outcome, 'halt' | 'close']>([
    ['rolledBack', { kind: 'rolledBack', reason: 'accessReview' }, 'halt'],
    ['unhealthy after the write', { kind: 'unhealthy', reason: 'after' }, 'halt'],
    ['unhealthy before', { kind: 'unhealthy', reason: 'before' }, 'close'],
    ['unreachable', { kind: 'unreachable', reason: 'gone' }, 'close'],
    ['blocked', { kind: 'blocked', reason: 'held' }, 'close'],
  ])('goes by the budget: %s', async (_name, outcome, then) => {
    const made = benchOf(many(3));
    const first = await made.open();
    await step(made, first, 1, outcome);
    expect(await next(made, first)).toMatchObject({ next: then });
  });

  it.each(['plan', 'verify'] as const)('in mode %s never halts, and takes no lease', async (mode) => {
    const made = benchOf([...many(1, 'canary'), ...many(1)]);
    const first = await made.open({ mode });
    await step(made, first, 1);
    expect(await next(made, first)).toMatchObject({ wave: 1, next: 'step' });
    expect(await made.journal.readLease()).toBeUndefined();
  });

  it('stops when another run has taken the lease, and does not give that one back', async () => {
    const made = benchOf(many(3));
    const first = await made.open();
    await made.journal.releaseLease(firstOf());
    await expect(next(made, first)).rejects.toThrow(/has been given back/);
    await made.journal.takeLease(firstOf('other'), made.clock(), new Date(made.now.at + 60_000));
    await expect(next(made, first)).rejects.toMatchObject({ name: 'LeaseHeldFault' });
    const error = { Error: 'LeaseHeldFault', Cause: 'whatever' };
    await expect(close(made, { ...first, error })).rejects.toThrow(/ended by LeaseHeldFault/);
    expect((await made.journal.findRun(RUN))?.closed).toMatchObject({
      state: 'failed',
      error: 'LeaseHeldFault',
    });
    expect(await made.journal.readLease()).toMatchObject({ run: 'other' });
  });

  it('renews its lease at every gate', async () => {
    const made = benchOf([...many(1, 'canary'), ...many(1)]);
    const first = await made.open();
    await step(made, first);
    made.now.at += 14 * 60_000;
    await next(made, first);
    expect((await made.journal.readLease())?.until).toBe(new Date(made.now.at + 15 * 60_000).toISOString());
  });

  it('tells at each Gate how long it holds it; a later execution holds it anew, and a plan not at all', async () => {
    const made = benchOf([...many(30, 'canary'), ...many(30)]);
    const first = await made.open();
    await step(made, first);
    made.now.at += 5 * 60_000;
    const second = await next(made, first);
    made.now.at += 150_000;
    await next(made, second);
    expect(made.events.leaseMinutes).toEqual([5, 7.5]);
    made.now.at += 3_600_000;
    const again = await made.open({ execution: 'e2' });
    made.now.at += 60_000;
    await next(made, again);
    expect(made.events.leaseMinutes).toEqual([5, 7.5, 1]);
    await next(made, await made.open({ run: '20261124T080000Z-a-plan', mode: 'plan' }));
    expect(made.events.leaseMinutes).toHaveLength(3);
    expect(made.events.heard).toEqual([]);
  });
});

describe('a run that is started again', () => {
  it('takes up what is left, and lists its executions', async () => {
    const made = benchOf([...many(30, 'canary'), ...many(30)]);
    const first = await made.open();
    await step(made, first, 1);
    const second = await next(made, first);
    await step(made, { ...second, shards: second.shards.slice(0, 1) });
    const stopped = { ...second, error: { Error: 'StoppedFault' } };
    await expect(close(made, stopped)).rejects.toThrow(/ended by StoppedFault/);
    const again = await made.open({ execution: 'e2' });
    expect(again).toMatchObject({ wave: 1, step: 0, failures: 0, next: 'step' });
    expect(again.shards).toEqual(second.shards.slice(1));
    expect((await made.journal.findRun(RUN))?.executions).toEqual(['e1', 'e2']);
    await step(made, again);
    const end = await next(made, again);
    await expect(close(made, end, 'e2')).rejects.toThrow('1 failed');
    expect(await made.open({ execution: 'e3' })).toMatchObject({ next: 'close' });
  });

  it('halts at once where the budget was used up', async () => {
    const made = benchOf([...many(500), ...many(100, 'x')]);
    const first = await made.open();
    await step(made, first, 60);
    made.now.at += 3_600_000;
    expect(await made.open({ execution: 'e2' })).toMatchObject({ next: 'halt', step: 1, failures: 60 });
  });

  it('is opened the same by a second try, after a crash before the header too', async () => {
    const made = benchOf(many(60));
    const first = await made.open();
    expect(await made.open()).toEqual(first);
    const other = benchOf(many(60));
    other.journal.openRun = () => Promise.reject(new Error('crash'));
    await expect(other.open()).rejects.toThrow('crash');
    Reflect.deleteProperty(other.journal, 'openRun');
    expect(await other.open()).toEqual(first);
  });

  it('is not closed by an execution that was turned away', async () => {
    const made = benchOf(many(3));
    await made.open();
    const wrong = { run: RUN, mode: 'plan', who: 'tests' } as const;
    await expect(made.open({ ...wrong, execution: 'e2' })).rejects.toThrow(/opened in mode apply/);
    const error = { Error: 'BadInputFault' };
    await expect(close(made, { ...wrong, error }, 'e2')).rejects.toThrow(/was not opened: BadInputFault/);
    expect((await made.journal.findRun(RUN))?.closed).toBeUndefined();
    expect(await made.journal.readLease()).toMatchObject({ run: RUN });
  });
});

/** The task of a cluster that had changed, as if it had never been heard from. */
async function lostTask(made: Bench, { shards }: RunProgress) {
  const lines = await made.journal.shardResults(shards[1]?.shard ?? '');
  const line = lines.at(-1);
  const task = await made.journal.getTask({ run: RUN, mode: 'apply', cluster: line?.cluster ?? '' });
  if (task === undefined) throw new Error('no task');
  return { task, was: '', since: '' };
}
