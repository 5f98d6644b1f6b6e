import { closeRun } from '@roster/reconcile';
import { FakeJournal } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import { closeGone, closeLeftOpen } from './left-open.ts';

const NOW = new Date('2026-11-24T08:00:00.000Z');
const LATER = new Date('2026-11-24T08:15:00.000Z');
const INPUT = { run: '20261124T080000Z-left', mode: 'apply', who: 'ann' } as const;
const LEFT = { execution: `local:${INPUT.run}`, input: INPUT };
const OURS = { run: INPUT.run, execution: LEFT.execution };
const HEADER = {
  ...{ run: INPUT.run, mode: INPUT.mode, who: INPUT.who, revision: '1', executions: [LEFT.execution] },
  ...{ openedAt: NOW.toISOString(), asked: 'sha256:1', waves: [], clusters: 0 },
};

function rig() {
  const journal = new FakeJournal();
  const CloseRun = (input: unknown) => closeRun(input, { journal, events: undefined, clock: () => NOW });
  return { journal, CloseRun };
}

it('a run that ended before its CloseRun is closed as failed, and its lease is free', async () => {
  const { journal, CloseRun } = rig();
  await journal.openRun(HEADER);
  await journal.takeLease(OURS, NOW, LATER);
  await closeLeftOpen(journal, { CloseRun }, LEFT);
  expect((await journal.findRun(INPUT.run))?.closed).toMatchObject({ state: 'failed', error: 'Failed' });
  expect(await journal.readLease()).toBeUndefined();
});

it('and says what ended it, where that is known', async () => {
  const { journal, CloseRun } = rig();
  await journal.openRun(HEADER);
  const result = { status: 'failed', error: 'JournalFault', message: 'the table is gone' } as const;
  await closeLeftOpen(journal, { CloseRun }, { ...LEFT, result });
  const closed = { state: 'failed', error: 'JournalFault', message: 'the table is gone' };
  expect((await journal.findRun(INPUT.run))?.closed).toMatchObject(closed);
});

describe('what a process left open that is gone', () => {
  const gone = { pid: 4711, host: 'laptop', failure: '' };

  it('is closed with that reason, and its lease is free', async () => {
    const { journal } = rig();
    await journal.openRun(HEADER);
    await journal.openRun({ ...HEADER, run: '20261124T075900Z-done' });
    await journal.closeRun({ ...INPUT, run: '20261124T075900Z-done' }, { at: '', state: 'done', counts: {} });
    await journal.takeLease(OURS, NOW, LATER);
    const message = 'it ended without closing: the process 4711 on laptop that ran it is gone';
    expect(await closeGone(journal, gone, () => NOW)).toEqual([
      `run ${INPUT.run} (apply) is closed now, and its lease is free: ${message}`,
    ]);
    const closed = { state: 'failed', error: 'Aborted', message };
    expect((await journal.findRun(INPUT.run))?.closed).toMatchObject(closed);
    expect(await journal.readLease()).toBeUndefined();
    expect(await closeGone(journal, gone, () => NOW)).toEqual([]);
  });

  it('is closed with what broke the store, where it left word of that', async () => {
    const { journal } = rig();
    await journal.openRun(HEADER);
    await closeGone(journal, { ...gone, failure: 'the disk is full' }, () => NOW);
    const closed = { state: 'failed', error: 'JournalFault', message: 'the disk is full' };
    expect((await journal.findRun(INPUT.run))?.closed).toMatchObject(closed);
  });
});

it('one that ended before its header stood leaves no lease', async () => {
  const { journal, CloseRun } = rig();
  await journal.takeLease(OURS, NOW, LATER);
  await closeLeftOpen(journal, { CloseRun }, LEFT);
  expect(await journal.readLease()).toBeUndefined();
});

it('one that only looks asks nothing of the lease', async () => {
  const { journal, CloseRun } = rig();
  journal.releaseLease = () => Promise.reject(new Error('not allowed'));
  const input = { ...INPUT, mode: 'plan' } as const;
  await journal.openRun({ ...HEADER, mode: 'plan' });
  await closeLeftOpen(journal, { CloseRun }, { ...LEFT, input });
  expect((await journal.findRun(INPUT.run))?.closed).toMatchObject({ state: 'failed' });
});

it('one that was closed stays as it is, and so does the lease of another', async () => {
  const { journal, CloseRun } = rig();
  await journal.openRun(HEADER);
  const closed = { at: NOW.toISOString(), state: 'done', counts: {} } as const;
  await journal.closeRun(INPUT, closed);
  await journal.takeLease({ run: 'another', execution: 'e1' }, NOW, LATER);
  await closeLeftOpen(journal, { CloseRun }, LEFT);
  expect((await journal.findRun(INPUT.run))?.closed).toEqual(closed);
  expect(await journal.readLease()).toMatchObject({ run: 'another' });
});
