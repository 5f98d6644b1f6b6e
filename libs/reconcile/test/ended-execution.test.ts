import { describe, expect, it } from 'vitest';
import type { EndedExecution } from '@roster/workflow';
import { closeRun, gate } from '../src/index.ts';
import { firstOf, RUN, type Bench } from './bench.ts';
import { benchOf, many, step } from './rollout.ts';

const INPUT = { run: RUN, mode: 'apply', who: 'tests' };
/** The detail of the event, with more in it than anybody reads. */
const ended = (
  status: EndedExecution['status'],
  input: object | string | null = INPUT,
  executionArn = 'e1',
) => ({
  ...{
    executionArn,
    startDate: 1_795_507_200_000,
    stopDate: 1_795_507_260_000,
    output: null,
  },
  ...{
    name: 'e1',
    status,
    input: typeof input === 'string' || input === null ? input : JSON.stringify(input),
  },
});
const close = (made: Bench, ended: object) => closeRun(ended, made.deps);
const closeFromWithin = (made: Bench, end: object) => closeRun({ execution: 'e1', end }, made.deps);
const closed = async (made: Bench) => (await made.journal.findRun(RUN))?.closed;

describe('an execution that ended from outside', () => {
  it.each([
    ['ABORTED', 'Aborted'],
    ['TIMED_OUT', 'TimedOut'],
    ['FAILED', 'Failed'],
  ] as const)(
    '%s: its run is closed, its lease given back, and the world told, once',
    async (status, error) => {
      const made = benchOf(many(30));
      const first = await made.open();
      await step(made, { ...first, shards: first.shards.slice(0, 1) });
      const totals = { run: RUN, clusters: 30, counts: { changed: 25, pending: 5 }, halted: false };
      expect(await close(made, ended(status))).toEqual(totals);
      expect(await closed(made)).toMatchObject({ state: 'failed', error, counts: totals.counts });
      expect(await made.journal.readLease()).toBeUndefined();
      expect(await close(made, ended(status))).toEqual(totals);
      expect(made.events.heard).toMatchObject([{ state: 'failed', error, counts: totals.counts }]);
    },
  );

  it.each([
    ['ABORTED', 'Aborted', { cause: 'stopped by ann: CHG-7' }, 'stopped by ann: CHG-7'],
    ['FAILED', 'States.Runtime', { error: 'States.Runtime', cause: 'no $.next' }, 'no $.next'],
    ['FAILED', 'Failed', { error: 'a\nb', cause: null }, undefined],
  ] as const)('%s: says what is known of its end: %s', async (status, error, more, message) => {
    const made = benchOf(many(2));
    await made.open();
    await close(made, { ...ended(status), ...more });
    const closedAs = await closed(made);
    expect(closedAs).toMatchObject({ state: 'failed', error });
    expect(closedAs?.message).toBe(message);
    await close(made, { ...ended(status), ...more });
    expect(await closed(made)).toEqual(closedAs);
    expect(made.events.heard).toHaveLength(1);
  });

  it('changes nothing where its own CloseRun was, and leaves the lease of another run', async () => {
    const made = benchOf(many(2));
    const first = await made.open();
    await step(made, first, 1);
    await expect(closeFromWithin(made, await gate(first, made.deps))).rejects.toThrow(/halted/);
    const before = await closed(made);
    await made.journal.takeLease(firstOf('another'), made.clock(), new Date(made.now.at + 60_000));
    made.now.at += 1_000;
    expect(await close(made, ended('FAILED'))).toMatchObject({ halted: true, counts: { failed: 1 } });
    expect(await closed(made)).toEqual(before);
    expect(made.events.heard).toHaveLength(1);
    expect(await made.journal.readLease()).toMatchObject({ run: 'another' });
  });

  it('tells what its own CloseRun could not, and throws where it cannot either', async () => {
    const made = benchOf(many(2));
    made.events.fail('ServerFault');
    const first = await made.open();
    await expect(closeFromWithin(made, { ...first, error: { Error: 'Nobody' } })).rejects.toThrow(
      /nobody was told/,
    );
    await expect(close(made, ended('FAILED'))).rejects.toMatchObject({ name: 'ServerFault' });
    made.events.fail(undefined);
    await close(made, ended('FAILED'));
    expect(made.events.heard).toMatchObject([{ state: 'failed', error: 'Nobody' }]);
  });

  it('leaves a run that a later execution has taken up', async () => {
    const made = benchOf(many(2));
    await made.open();
    made.now.at += 3_600_000;
    await made.open({ execution: 'e2' });
    expect(await close(made, ended('ABORTED'))).toMatchObject({ run: RUN, counts: {} });
    expect(await closed(made)).toBeUndefined();
    expect(await made.journal.readLease()).toMatchObject({ run: RUN });
    expect(made.events.heard).toEqual([]);
  });

  it('closes the run again that it has taken up', async () => {
    const made = benchOf(many(2));
    await made.open();
    await close(made, ended('ABORTED'));
    made.now.at += 1_000;
    await made.open({ execution: 'e2' });
    await close(made, ended('TIMED_OUT', INPUT, 'e2'));
    expect(await closed(made)).toMatchObject({ error: 'TimedOut' });
    expect(made.events.heard.map(({ error }) => error)).toEqual(['Aborted', 'TimedOut']);
  });

  it('gives back the lease of a run that was not opened yet, and tells of it', async () => {
    const made = benchOf(many(2));
    await made.journal.takeLease(firstOf(), made.clock(), new Date(made.now.at + 60_000));
    expect(await close(made, ended('ABORTED'))).toEqual({ run: RUN, clusters: 0, counts: {}, halted: false });
    expect(await made.journal.readLease()).toBeUndefined();
    expect(made.events.heard).toMatchObject([{ run: RUN, who: 'tests', error: 'Aborted' }]);
  });

  it('tells nothing of one that OpenRun turned away, for its own CloseRun has', async () => {
    const made = benchOf(many(2));
    await made.open();
    await close(made, ended('FAILED', INPUT, 'e2'));
    await close(made, ended('FAILED', { ...INPUT, run: 'never' }, 'e3'));
    expect(made.events.heard).toEqual([]);
    expect(await closed(made)).toBeUndefined();
  });

  it('is found by its name where the event holds no input', async () => {
    const made = benchOf(many(2));
    await made.open();
    await close(made, { ...ended('ABORTED', null), name: RUN });
    expect(await closed(made)).toMatchObject({ error: 'Aborted' });
  });

  it.each(['{}', 'no JSON', null])('is nobody’s where it was started with %s', async (input) => {
    const made = benchOf(many(2));
    expect(await close(made, ended('FAILED', input))).toMatchObject({ run: 'e1', clusters: 0 });
    expect(made.events.heard).toEqual([]);
  });
});
