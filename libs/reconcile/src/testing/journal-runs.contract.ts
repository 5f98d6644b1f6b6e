import { describe, expect, it } from 'vitest';
import type { RunClosed } from '../ports/index.ts';
import { NEXT_RUN, RUN, sampleHeader } from './journal-samples.ts';
import type { JournalUnderTest } from './journal.contract.ts';

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
      expect(await journal.getRun(RUN)).toBeUndefined();
      expect(await journal.openRun({ ...sampleHeader(), whole: true })).toBe(true);
      expect(await journal.openRun({ ...sampleHeader(), who: 'somebody else' })).toBe(false);
      expect(await journal.getRun(RUN)).toEqual({ ...sampleHeader(), whole: true });
    });

    it('adds an execution once, however often it is told', async () => {
      const { journal } = await make();
      await journal.openRun(sampleHeader());
      await journal.addExecution(RUN, `${RUN}-2`);
      await journal.addExecution(RUN, `${RUN}-2`);
      expect((await journal.getRun(RUN))?.executions).toEqual([RUN, `${RUN}-2`]);
    });

    it('closes a run, and a resumed one again', async () => {
      const { journal } = await make();
      await journal.openRun(sampleHeader());
      await journal.closeRun(RUN, closed);
      expect(await journal.getRun(RUN)).toEqual({ ...sampleHeader(), closed });
      const again: RunClosed = { at: '2026-01-02T05:00:00.000Z', state: 'done', counts: { inSync: 30 } };
      await journal.closeRun(RUN, again);
      expect((await journal.getRun(RUN))?.closed).toEqual(again);
    });

    it('knows nothing of a run that was never opened', async () => {
      const { journal } = await make();
      await expect(journal.addExecution(RUN, 'x')).rejects.toMatchObject({ name: 'NotFoundFault' });
      await expect(journal.closeRun(RUN, closed)).rejects.toMatchObject({ name: 'NotFoundFault' });
      expect(await journal.getRun(RUN)).toBeUndefined();
    });

    it('lists the newest runs first, as many as asked', async () => {
      const { journal } = await make();
      const runs = ['20260101T000000Z-a', RUN, NEXT_RUN];
      for (const run of [RUN, NEXT_RUN, runs[0]!]) await journal.openRun(sampleHeader(run));
      expect((await journal.listRuns(10)).map(({ run }) => run)).toEqual(runs.toReversed());
      expect((await journal.listRuns(2)).map(({ run }) => run)).toEqual([NEXT_RUN, RUN]);
    });
  });

  describe('the lease', () => {
    const now = new Date('2026-01-02T03:00:00.000Z');
    const until = new Date('2026-01-02T03:15:00.000Z');
    const later = new Date('2026-01-02T03:30:00.000Z');

    it('is taken by one run, which may renew it', async () => {
      const { journal } = await make();
      expect(await journal.readLease()).toBeUndefined();
      expect(await journal.takeLease(RUN, now, until)).toBeUndefined();
      expect(await journal.takeLease(NEXT_RUN, now, later)).toEqual({ run: RUN, until: until.toISOString() });
      expect(await journal.takeLease(RUN, now, later)).toBeUndefined();
      expect(await journal.readLease()).toEqual({ run: RUN, until: later.toISOString() });
    });

    it('falls to another run when its time is over', async () => {
      const { journal } = await make();
      await journal.takeLease(RUN, now, until);
      expect(await journal.takeLease(NEXT_RUN, until, later)).toBeUndefined();
      expect(await journal.readLease()).toEqual({ run: NEXT_RUN, until: later.toISOString() });
    });

    it('is given back by its holder alone', async () => {
      const { journal } = await make();
      await journal.releaseLease(RUN);
      await journal.takeLease(RUN, now, until);
      await journal.releaseLease(NEXT_RUN);
      expect((await journal.readLease())?.run).toBe(RUN);
      await journal.releaseLease(RUN);
      expect(await journal.readLease()).toBeUndefined();
    });

    it('goes to exactly one of many that ask at once', async () => {
      const { journal } = await make();
      const runs = Array.from({ length: 10 }, (_, index) => `run-${index}`);
      const answers = await Promise.all(runs.map((run) => journal.takeLease(run, now, until)));
      const winner = (await journal.readLease())?.run;
      expect(answers.filter((holder) => holder === undefined)).toHaveLength(1);
      expect(answers.filter((holder) => holder?.run === winner)).toHaveLength(9);
    });
  });
}
