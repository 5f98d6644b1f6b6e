import { isFault, RunInput, type RunProgress } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { closeRun, gate, openRun } from '../src/index.ts';
import { bench, firstOf, RUN, type Bench } from './bench.ts';
import { fleet } from './fleet.ts';
import { benchOf, many, step } from './rollout.ts';

// What somebody can do who may start executions of the machine, and nothing else: choose their input. Step Functions
// chooses the execution's id. Each attack is one execution: OpenRun, and CloseRun with what became of that.

const MINE = 'mine';

/** Runs one execution of the machine that somebody starts with that input, up to its first shard. */
async function start(made: Bench, input: object, execution = MINE): Promise<string> {
  let end: object;
  try {
    const { catalog, journal } = made;
    end = await openRun({ execution, input }, { catalog, journal, clock: made.clock });
  } catch (error) {
    if (!isFault(error)) throw error;
    end = { ...input, error: { Error: error.name, Cause: error.message } };
  }
  try {
    await closeRun({ execution, end }, made.deps);
    return 'closed';
  } catch (error) {
    const cause = 'error' in end ? (end.error as { Cause: string }).Cause : '';
    return `${error instanceof Error ? error.message : ''}: ${cause}`;
  }
}

const left = async (made: Bench) => ({
  header: await made.journal.findRun(RUN),
  lease: await made.journal.readLease(),
  runs: (await made.journal.listRuns(9)).length,
});

const PROGRESS = { run: RUN, wave: 0, step: 0, failures: 0, shards: [], concurrency: 1 };
const who = 'mallory';

describe('an execution that somebody starts while an apply is running', () => {
  it.each<[string, object]>([
    [
      'as that run, in mode verify, under its execution id',
      { run: RUN, execution: 'e1', mode: 'verify', who },
    ],
    ['as that run, in mode verify', { run: RUN, mode: 'verify', who }],
    ['as that run, in mode plan, for other clusters', { run: RUN, mode: 'plan', who, clusters: ['arn:x'] }],
    ['as that run', { run: RUN, mode: 'apply', who }],
    ['as that run, for other clusters', { run: RUN, mode: 'apply', who, selector: { names: ['c00000'] } }],
    [
      'as that run, with an override',
      { run: RUN, mode: 'apply', who, overrides: [{ rule: 'node-rows', reason: 'x' }] },
    ],
    ['as that run, on another revision', { run: RUN, mode: 'apply', who, revision: '9' }],
    ['as the end of that run', { ...PROGRESS, mode: 'apply', next: 'close' }],
    ['as the end of that run, halted', { ...PROGRESS, mode: 'apply', next: 'halt' }],
    ['as the end of that run, in mode plan', { ...PROGRESS, mode: 'plan', next: 'close' }],
    ['as another run that writes', { run: '20261124T080000Z-test-r2', mode: 'apply', who }],
  ])('%s: closes nothing, and leaves the lease where it is', async (_, input) => {
    const made = benchOf(many(3));
    const running = await made.open();
    const before = await left(made);
    expect(await start(made, input)).not.toBe('closed');
    expect(await left(made)).toEqual(before);
    // And so when it is ended from outside, whatever it says it was started with.
    for (const status of ['ABORTED', 'FAILED', 'TIMED_OUT'] as const) {
      const ended = { executionArn: MINE, name: MINE, status, input: JSON.stringify(input) };
      await closeRun(ended, made.deps).catch(() => undefined);
      await closeRun({ ...ended, name: RUN, input: null }, made.deps);
    }
    expect(await left(made)).toEqual(before);
    await step(made, running);
    const end = await gate(running, made.deps);
    expect(await closeRun({ execution: 'e1', end }, made.deps)).toMatchObject({ counts: { changed: 3 } });
  });

  it('before its header stands, too: the lease is that of an execution', async () => {
    const made = benchOf(many(3));
    await made.journal.takeLease(firstOf(), made.clock(), new Date(made.now.at + 60_000));
    await start(made, { run: RUN, mode: 'apply', who });
    const input = JSON.stringify({ run: RUN, mode: 'apply', who });
    await closeRun({ executionArn: MINE, name: MINE, status: 'ABORTED', input }, made.deps);
    expect(await made.journal.readLease()).toMatchObject(firstOf());
    expect(await made.open()).toMatchObject({ next: 'step' });
  });

  it.each([
    ['the put-back of a run', `${RUN}#back`],
    ['a shard of a run', `${RUN}#0000#0000`],
    ['a text without an end', 'x'.repeat(81)],
    ['what sorts behind every run', 'zzzz'],
    ['a run of next year', '20271124T080000000Z-aaaa'],
  ])('with the id of %s: no such run is opened', async (_, run) => {
    const made = benchOf(many(3));
    for (const mode of ['plan', 'apply'] as const) {
      expect(await start(made, { run, mode, who })).not.toBe('closed');
    }
    const scheduled = { mode: 'plan', who, scheduleId: 'x', scheduledAt: '2027-11-24T08:00:00Z' };
    expect(await start(made, scheduled)).toContain('an id begins with the time');
    expect(await made.journal.listRuns(9)).toEqual([]);
    expect(await made.journal.readLease()).toBeUndefined();
  });

  it('cannot choose the id of its execution: the input has no place for it', () => {
    expect(RunInput.safeParse({ run: RUN, execution: 'e1', mode: 'verify', who }).success).toBe(false);
  });
});

describe('an execution that somebody starts as a plan that is running', () => {
  it.each<[string, object]>([
    ['as the same', { run: RUN, mode: 'plan', who }],
    ['as its end', { ...PROGRESS, mode: 'plan', next: 'close' }],
    ['as an apply', { run: RUN, mode: 'apply', who }],
  ])('%s: closes nothing, and takes no lease along', async (_, input) => {
    const made = benchOf(many(3));
    await made.open({ mode: 'plan' });
    const before = await left(made);
    expect(await start(made, input)).not.toBe('closed');
    expect(await left(made)).toEqual(before);
  });
});

describe('a revision', () => {
  const revoked = () => {
    const made = bench();
    made.catalog.store(fleet({ grants: [] }));
    return made;
  };

  it('that is not the current one is refused, and both are named', async () => {
    const made = revoked();
    for (const mode of ['apply', 'plan', 'verify'] as const) {
      const said = await start(made, { run: `20261124T080000Z-${mode}`, mode, who, revision: '1' });
      expect(said).toContain('started for revision 1, and the current one is 2');
    }
    expect(await left(made)).toEqual({ header: undefined, lease: undefined, runs: 0 });
    expect(await made.open({ revision: '2' })).toMatchObject({ next: 'step' });
  });

  it('that was pushed since keeps a run from being taken up again, though its own execution goes on', async () => {
    const made = benchOf(many(60));
    const first = await made.open();
    await step(made, { ...first, shards: first.shards.slice(0, 1) });
    made.catalog.store(fleet({ clusters: many(60), grants: [] }));
    // Another try of OpenRun, whose answer was lost.
    expect(await made.open()).toMatchObject({ shards: first.shards.slice(1) });
    await expect(stopped(made, first)).rejects.toThrow(/ended by StoppedFault/);
    await expect(made.open({ execution: 'e2' })).rejects.toMatchObject({
      name: 'BadInputFault',
      message: `run ${RUN} was opened on revision 1, and the current one is 2: start a new run`,
    });
    await expect(made.open()).rejects.toThrow(/the current one is 2/);
    await made.journal.releaseLease(firstOf());
    expect((await made.journal.findRun(RUN))?.executions).toEqual(['e1']);
  });
});

describe('a run is taken up again', () => {
  it('once nobody carries it out, on its revision, within a day', async () => {
    const made = benchOf(many(60));
    const first = await made.open();
    await step(made, { ...first, shards: first.shards.slice(0, 1) });
    await expect(made.open({ execution: 'e2' })).rejects.toThrow(/\(execution e1\) holds the lease/);
    await expect(stopped(made, first)).rejects.toThrow(/ended by StoppedFault/);
    expect(await made.open({ execution: 'e2' })).toMatchObject({ shards: first.shards.slice(1) });
    // The first one closes it no more, nor takes it up again.
    const end = { ...first, next: 'close' };
    await expect(closeRun({ execution: 'e1', end }, made.deps)).rejects.toThrow(
      /execution e2 carries it out/,
    );
    expect(await made.journal.readLease()).toMatchObject({ run: RUN, execution: 'e2' });
    await made.journal.releaseLease({ run: RUN, execution: 'e2' });
    await expect(made.open()).rejects.toThrow(/was taken up by execution e2/);
  });

  it('not after a day: what it would write was decided then', async () => {
    const made = benchOf(many(60));
    await expect(stopped(made, await made.open())).rejects.toThrow();
    made.now.at += 25 * 3_600_000;
    await expect(made.open({ execution: 'e2' })).rejects.toThrow(/over a day ago/);
  });

  it('a plan not while it is open: there is no lease to tell that its execution has died', async () => {
    const made = benchOf(many(60));
    const first = await made.open({ mode: 'plan' });
    const again = { mode: 'plan', execution: 'e2' } as const;
    await expect(made.open(again)).rejects.toThrow(/carried out by execution e1/);
    await expect(stopped(made, first)).rejects.toThrow();
    expect(await made.open(again)).toMatchObject({ next: 'step' });
  });
});

const stopped = (made: Bench, progress: RunProgress) =>
  closeRun({ execution: 'e1', end: { ...progress, error: { Error: 'StoppedFault' } } }, made.deps);
