import { writesClusters } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import type { RunClosed, RunHeader } from '../ports/index.ts';
import { tallyOf } from './tally.ts';
import { tellEnd } from './tell-end.ts';
import { whyUntold } from './why-untold.ts';

export interface Ending {
  readonly halted: boolean;
  /** The name of the error that ended it. */
  readonly error: string | undefined;
  /** What it said; empty where that is not known. */
  readonly message: string;
}

export interface Ended {
  readonly closed: RunClosed;
  /** What is wrong with the run, in words; empty for one that went well. */
  readonly wrong: readonly string[];
  /** Why the world was not told. */
  readonly untold: Error | undefined;
}

/**
 * Ends a run, by the last of its executions: counts its clusters, closes the header, gives the lease of that execution back, then tells the world. What hinders
 * the telling is returned, for the run is closed by then. Called again with the same end it changes nothing, and tells
 * only what was not told.
 */
export async function endRun(header: RunHeader, ending: Ending, deps: ReportDeps): Promise<Ended> {
  const { journal, events, clock } = deps;
  const { run, mode } = header;
  const tally = await tallyOf(journal, header, header.closed?.told);
  const now = closedAs(header, ending, { counts: tally.counts, at: clock().toISOString() });
  const again = header.closed !== undefined && sameEnd(header.closed, now);
  const closed = again ? header.closed : now;
  if (!again) await journal.closeRun(header, closed);
  const execution = header.executions.at(-1) ?? '';
  if (writesClusters(mode)) await journal.releaseLease({ run, execution });
  const wrong = wrongWith(closed);
  const end = { header, closed, tally, healthy: wrong.length === 0 };
  const untold = await whyUntold(() => tellEnd(end, { journal, events }));
  return { closed, wrong, untold };
}

function closedAs(
  { executions, closed }: RunHeader,
  { halted, error, message }: Ending,
  now: Pick<RunClosed, 'counts' | 'at'>,
): RunClosed {
  const execution = executions.at(-1);
  return {
    ...now,
    state: error !== undefined ? 'failed' : halted ? 'halted' : 'done',
    ...(error === undefined ? {} : { error, ...(message === '' ? {} : { message }) }),
    ...(execution === undefined ? {} : { execution }),
    ...(closed?.told === undefined ? {} : { told: closed.told }),
  };
}

/** Closed by an earlier try. Step Functions may also redrive an execution: then it ends differently. */
function sameEnd(stands: RunClosed, now: RunClosed): boolean {
  const kinds = new Set([...Object.keys(stands.counts), ...Object.keys(now.counts)]);
  return (
    stands.execution === now.execution &&
    stands.state === now.state &&
    stands.error === now.error &&
    [...kinds].every((kind) => stands.counts[kind] === now.counts[kind])
  );
}

function wrongWith({ counts, state, error }: RunClosed): readonly string[] {
  const bad = ['failed', 'rolledBack', 'pending'].flatMap((kind) => {
    const number = counts[kind] ?? 0;
    return number > 0 ? [`${number} ${kind}`] : [];
  });
  if (error !== undefined) return [`ended by ${error}`, ...bad];
  return state === 'halted' ? ['halted', ...bad] : bad;
}
