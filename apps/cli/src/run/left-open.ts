import { closeRun, type Journal } from '@roster/reconcile';
import { writesClusters, type Mode } from '@roster/workflow';
import type { Handlers, LocalResult } from '@roster/workflow/local';

interface Left {
  /** The id of the execution that has ended. */
  readonly execution: string;
  /** What it was started with. */
  readonly input: { readonly run: string; readonly mode: Mode };
  /** How it ended; absent where that is not known. */
  readonly result?: LocalResult | undefined;
}

/**
 * Closes a run whose execution has ended before its own CloseRun, as the rule on executions does in AWS: what is pending
 * is counted, and the lease is free. Does nothing where CloseRun has been.
 */
export async function closeLeftOpen(
  journal: Journal,
  { CloseRun }: Pick<Handlers, 'CloseRun'>,
  { execution, input, result }: Left,
): Promise<void> {
  const { run, mode } = input;
  const header = await journal.findRun(run);
  if (header !== undefined && header.closed === undefined) {
    const how =
      result?.status === 'failed'
        ? { error: (result.earlier ?? result).error, cause: (result.earlier ?? result).message }
        : {};
    const ended = { executionArn: execution, name: run, status: 'FAILED', input: JSON.stringify(input) };
    await CloseRun({ ...ended, ...how });
  }
  // One that ended before its header stood. A run that looks has no lease, and who starts it may not be allowed to touch it.
  if (writesClusters(mode)) await journal.releaseLease({ run, execution });
}

/** A process that had the local store open, and did not close it. */
interface Gone {
  readonly pid: number;
  readonly host: string;
  /** What broke the store; empty for nothing. */
  readonly failure: string;
}

/** So many of the last runs are looked at: one process opens one run. */
const LAST = 10;

/**
 * Closes the runs that such a process left open, with the reason: one process at a time has the local store open, so
 * none of them goes on. What there is to say of each, a line each.
 */
export async function closeGone(
  journal: Journal,
  { pid, host, failure }: Gone,
  clock: () => Date,
): Promise<readonly string[]> {
  const process = `process ${pid}${host === '' ? '' : ` on ${host}`}`;
  const cause = failure === '' ? `it ended without closing: the ${process} that ran it is gone` : failure;
  const open = (await journal.listRuns(LAST)).filter(({ closed }) => closed === undefined);
  const said = [];
  for (const { run, mode, who, executions } of open) {
    const how = failure === '' ? { status: 'ABORTED' } : { status: 'FAILED', error: 'JournalFault' };
    const input = JSON.stringify({ run, mode, who });
    const ended = { executionArn: executions.at(-1) ?? '', name: run, input, cause, ...how };
    await closeRun(ended, { journal, events: undefined, clock });
    const lease = writesClusters(mode) ? ', and its lease is free' : '';
    said.push(`run ${run} (${mode}) is closed now${lease}: ${cause}`);
  }
  return said;
}
