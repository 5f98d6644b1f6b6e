import { CloseInput, Fault, messageOfCause, RunTotals, type EndedExecution } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import { state } from '../parsed.ts';
import type { RunHeader } from '../ports/index.ts';
import { endRun, type Ended } from '../run/end-run.ts';
import { runOfExecution } from '../run/ended-execution.ts';
import { runIdOf } from '../run/run-id.ts';
import { turnAway } from '../run/turned-away.ts';

/**
 * CloseRun: counts every cluster of the run, those never heard from too, closes the header, gives the lease back, and
 * tells the world. Then, with everything stored, it throws RunUnhealthyFault when the run halted, a cluster failed,
 * was rolled back or is pending, or an error ended the run. In: `CloseInput`; out: `RunTotals`. A second call does
 * the same again, but tells only what was not told.
 *
 * An execution closes the run whose header names it, as the last, and no other: what it was started with says which run
 * it means, and anybody may have written that.
 *
 * Of an execution that ended from outside (`EndedExecution`) it closes the run if nobody has, and throws only where
 * another try may help, for nobody waits for the answer.
 */
export const closeRun = state(
  { name: 'CloseRun', input: CloseInput, output: RunTotals },
  (input, deps: ReportDeps): Promise<RunTotals> =>
    'status' in input ? closeFromOutside(input, deps) : closeFromWithin(input, deps),
);

type FromWithin = Exclude<CloseInput, EndedExecution>;

async function closeFromWithin({ execution, end }: FromWithin, deps: ReportDeps): Promise<RunTotals> {
  const { mode } = end;
  const run = 'next' in end ? end.run : runIdOf(end);
  const header = await deps.journal.getRun({ run, mode });
  const error = end.error?.Error;
  const last = header?.executions.at(-1);
  if (header === undefined || last !== execution) {
    const why = error ?? (last === undefined ? 'it has no header' : `execution ${last} carries it out`);
    const { who, preview } = 'who' in end ? end : { who: header?.who ?? '', preview: header?.preview };
    const untold = await turnAway({ run, mode, who, execution, preview }, why, deps);
    throw unhealthy(`run ${run} was not opened: ${why}`, untold);
  }
  const halted = 'next' in end && end.next === 'halt';
  const ended = await endRun(header, { halted, error, message: messageOfCause(end.error?.Cause) }, deps);
  if (ended.wrong.length > 0) throw unhealthy(`run ${run}: ${ended.wrong.join(', ')}`, ended.untold);
  return totalsOf(header, ended);
}

const ERRORS = {
  ABORTED: 'Aborted',
  TIMED_OUT: 'TimedOut',
  FAILED: 'Failed',
} as const satisfies Record<EndedExecution['status'], string>;

async function closeFromOutside(ended: EndedExecution, deps: ReportDeps): Promise<RunTotals> {
  const found = await runOfExecution(ended, deps.journal);
  if (found === undefined) return { run: ended.name, ...NOTHING };
  const { run, execution } = found;
  const header = await deps.journal.getRun(found);
  const error = nameOf(ended);
  if (header?.executions.includes(execution) !== true) {
    // A failed one has been through CloseRun, which has told.
    const untold = ended.status === 'FAILED' ? undefined : await turnAway(found, error, deps);
    if (untold !== undefined) throw untold;
    return { run, ...NOTHING };
  }
  // A later execution has taken the run up: its end is its own.
  if (header.executions.at(-1) !== execution) return { run, ...NOTHING };
  const again = header.closed?.execution === execution ? header.closed : undefined;
  const how =
    again === undefined
      ? { halted: false, error, message: messageOfCause(ended.cause) }
      : { halted: again.state === 'halted', error: again.error, message: again.message ?? '' };
  const end = await endRun(header, how, deps);
  if (end.untold !== undefined) throw end.untold;
  return totalsOf(header, end);
}

/** Of one that failed, the error that it failed with says more. */
const nameOf = ({ status, error }: EndedExecution): string =>
  status === 'FAILED' && error != null && /^[\w.]{1,100}$/.test(error) ? error : ERRORS[status];

const NOTHING = { clusters: 0, counts: {}, halted: false } as const;

function totalsOf({ run, clusters }: RunHeader, { closed, untold }: Ended): RunTotals {
  const totals = { run, clusters, counts: { ...closed.counts }, halted: closed.state === 'halted' };
  return untold === undefined ? totals : { ...totals, untold: untold.message };
}

function unhealthy(what: string, untold: Error | undefined): Fault {
  const and = untold === undefined ? '' : `; nobody was told: ${untold.message}`;
  return new Fault('RunUnhealthyFault', `${what}${and}`);
}
