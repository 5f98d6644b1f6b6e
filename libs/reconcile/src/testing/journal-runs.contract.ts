import { describe, expect, it } from 'vitest';
import type { RunClosed, RunHeader, RunRange } from '../ports/index.ts';
import { executionOf, NEXT_RUN, RUN, sampleHeader } from './journal-samples.ts';
import type { JournalUnderTest } from './journal.contract.ts';

const KEY = { run: RUN, mode: 'apply' } as const;

const closed: RunClosed = {
  at: '2026-01-02T04:00:00.000Z',
  state: 'halted',
  counts: { inSync: 28, failed: 2 },
  error: 'RunUnhealthyFault',
  execution: RUN,
  told: '2026-01-02T03:59:00.000Z',
};

export function journalRuns(make: () => Promise<JournalUnderTest>): void {
  describe('runs', () => {
    it('opens a run once, and keeps the first header', async () => {
      const { journal } = await make();
      expect(await journal.getRun(KEY)).toBeUndefined();
      expect(await journal.openRun({ ...sampleHeader(), whole: true })).toBe(true);
      expect(await journal.openRun({ ...sampleHeader(), who: 'somebody else' })).toBe(false);
      expect(await journal.getRun(KEY)).toEqual({ ...sampleHeader(), whole: true });
    });

    it('adds an execution once, however often it is told', async () => {
      const { journal } = await make();
      await journal.openRun(sampleHeader());
      await journal.addExecution(KEY, `${RUN}-2`);
      await journal.addExecution(KEY, `${RUN}-2`);
      expect((await journal.getRun(KEY))?.executions).toEqual([executionOf(RUN).execution, `${RUN}-2`]);
    });

    it('closes a run, and a resumed one again', async () => {
      const { journal } = await make();
      await journal.openRun(sampleHeader());
      await journal.closeRun(KEY, closed);
      expect(await journal.getRun(KEY)).toEqual({ ...sampleHeader(), closed });
      const again: RunClosed = { at: '2026-01-02T05:00:00.000Z', state: 'done', counts: { inSync: 30 } };
      await journal.closeRun(KEY, again);
      expect((await journal.getRun(KEY))?.closed).toEqual(again);
    });

    it('knows nothing of a run that was never opened', async () => {
      const { journal } = await make();
      await expect(journal.addExecution(KEY, 'x')).rejects.toMatchObject({ name: 'NotFoundFault' });
      await expect(journal.closeRun(KEY, closed)).rejects.toMatchObject({ name: 'NotFoundFault' });
      expect(await journal.getRun(KEY)).toBeUndefined();
    });

    it('lists the newest runs first, as many as asked', async () => {
      const { journal } = await make();
      const runs = ['20260101T000000Z-a', RUN, NEXT_RUN];
      for (const run of [RUN, NEXT_RUN, runs[0]!]) await journal.openRun(sampleHeader(run));
      expect((await journal.listRuns(10)).map(({ run }) => run)).toEqual(runs.toReversed());
      expect((await journal.listRuns(2)).map(({ run }) => run)).toEqual([NEXT_RUN, RUN]);
    });
  });

  describe('pages of runs', () => {
    // In turns of both kinds, which lie apart.
    const ids = Array.from({ length: 7 }, (_, at) => `2026010${String(at + 1)}T030405Z-a`);
    const filled = async () => {
      const { journal } = await make();
      for (const [at, run] of ids.entries())
        await journal.openRun({ ...sampleHeader(run), mode: at % 2 === 0 ? 'apply' : 'plan' });
      return async (limit: number, range: RunRange) =>
        (await journal.listRuns(limit, range)).map(({ run }) => run);
    };
    const newest = ids.toReversed();

    it('follow each other by the last id of the page before', async () => {
      const list = await filled();
      expect(await list(3, {})).toEqual(newest.slice(0, 3));
      expect(await list(3, { before: newest[2]! })).toEqual(newest.slice(3, 6));
      expect(await list(3, { before: newest[5]! })).toEqual(newest.slice(6));
      expect(await list(3, { before: newest[6]! })).toEqual([]);
    });

    it('begin and end with an instant', async () => {
      const list = await filled();
      expect(await list(10, { from: '20260103', before: '20260106' })).toEqual(newest.slice(2, 5));
      expect(await list(2, { from: ids[1]! })).toEqual(newest.slice(0, 2));
      expect(await list(10, { from: ids[5]! })).toEqual(newest.slice(0, 2));
      expect(await list(10, { from: '20260106', before: '20260103' })).toEqual([]);
    });
  });

  describe('runs that write and runs that look', () => {
    const looking = (run: string): RunHeader => ({ ...sampleHeader(run), mode: 'plan' });

    it('are kept apart, each found by its id, and listed together', async () => {
      const { journal } = await make();
      await journal.openRun(sampleHeader());
      await journal.openRun(looking(NEXT_RUN));
      await journal.openRun(looking('20260101T000000Z-a'));
      expect(await journal.getRun({ ...KEY, mode: 'plan' })).toBeUndefined();
      expect(await journal.getRun({ run: NEXT_RUN, mode: 'verify' })).toEqual(looking(NEXT_RUN));
      expect(await journal.findRun(RUN)).toEqual(sampleHeader());
      expect(await journal.findRun(NEXT_RUN)).toEqual(looking(NEXT_RUN));
      expect(await journal.findRun('never')).toBeUndefined();
      const listed = (await journal.listRuns(10)).map(({ run }) => run);
      expect(listed).toEqual([NEXT_RUN, RUN, '20260101T000000Z-a']);
      expect((await journal.listRuns(2)).map(({ run }) => run)).toEqual([NEXT_RUN, RUN]);
    });

    it('are closed and resumed apart', async () => {
      const { journal } = await make();
      await journal.openRun(looking(RUN));
      await expect(journal.addExecution(KEY, 'x')).rejects.toMatchObject({ name: 'NotFoundFault' });
      await expect(journal.closeRun(KEY, closed)).rejects.toMatchObject({ name: 'NotFoundFault' });
      expect(await journal.findRun(RUN)).toEqual(looking(RUN));
    });
  });

  describe('the lease', () => {
    const now = new Date('2026-01-02T03:00:00.000Z');
    const until = new Date('2026-01-02T03:15:00.000Z');
    const later = new Date('2026-01-02T03:30:00.000Z');

    const first = executionOf(RUN);
    const second = executionOf(NEXT_RUN);
    const another = { run: RUN, execution: 'another' };

    it('is taken by one execution of a run, which may renew it', async () => {
      const { journal } = await make();
      expect(await journal.readLease()).toBeUndefined();
      expect(await journal.takeLease(first, now, until)).toBeUndefined();
      const holder = { ...first, until: until.toISOString() };
      expect(await journal.takeLease(second, now, later)).toEqual(holder);
      expect(await journal.takeLease(another, now, later)).toEqual(holder);
      expect(await journal.takeLease(first, now, later)).toBeUndefined();
      expect(await journal.readLease()).toEqual({ ...first, until: later.toISOString() });
    });

    it('keeps who holds it, since when, and in which process, for whoever is turned away', async () => {
      const { journal } = await make();
      const process = { host: 'laptop', pid: 4711, started: 'boot 12' };
      const facts = { who: 'ann', since: now.toISOString(), process };
      await journal.takeLease(first, now, until, facts);
      const holder = { ...first, until: until.toISOString(), ...facts };
      expect(await journal.takeLease(second, now, later)).toEqual(holder);
      expect(await journal.readLease()).toEqual(holder);
    });

    it('that was taken away is recorded, the newest first, and is no lease', async () => {
      const { journal } = await make();
      const unlock = (run: string, at: Date) => ({ run, by: 'bob', at: at.toISOString(), reason: 'it died' });
      const both = [unlock(RUN, now), unlock(NEXT_RUN, later)] as const;
      for (const one of both) await journal.putUnlock(one);
      expect(await journal.listUnlocks(5)).toEqual(both.toReversed());
      expect(await journal.listUnlocks(1)).toEqual([both[1]]);
      expect(await journal.readLease()).toBeUndefined();
    });

    it.each([second, another])('falls to another execution when its time is over: %o', async (taker) => {
      const { journal } = await make();
      await journal.takeLease(first, now, until);
      expect(await journal.takeLease(taker, until, later)).toBeUndefined();
      expect(await journal.readLease()).toEqual({ ...taker, until: later.toISOString() });
    });

    it('is given back by its holder alone', async () => {
      const { journal } = await make();
      await journal.releaseLease(first);
      await journal.takeLease(first, now, until);
      await journal.releaseLease(second);
      await journal.releaseLease(another);
      expect(await journal.readLease()).toMatchObject(first);
      await journal.releaseLease(first);
      expect(await journal.readLease()).toBeUndefined();
    });

    it('goes to exactly one of many that ask at once', async () => {
      const { journal } = await make();
      const runs = Array.from({ length: 10 }, (_, index) => `run-${index}`);
      const answers = await Promise.all(runs.map((run) => journal.takeLease(executionOf(run), now, until)));
      const winner = (await journal.readLease())?.run;
      expect(answers.filter((holder) => holder === undefined)).toHaveLength(1);
      expect(answers.filter((holder) => holder?.run === winner)).toHaveLength(9);
    });
  });
}
