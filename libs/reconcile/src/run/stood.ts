import { Fault, writesClusters, type OpenInput, type RunInput } from '@roster/workflow';
import { createHash } from 'node:crypto';
import type { RunDeps } from '../deps.ts';
import type { RunHeader } from '../ports/index.ts';

/** How long after it was opened a run may be taken up again, in ms: what it writes was decided then, and grants end by days. */
const RESUMABLE = 24 * 60 * 60_000;

/** What may differ in another start of the same run: who, why, how fast, and what it expects. */
const BESIDES = ['run', 'scheduleId', 'scheduledAt', 'who', 'change', 'concurrency', 'revision'];

/** A digest of what a run was started for: all else in its input. */
export function askedBy(input: RunInput): string {
  const asked = Object.fromEntries(Object.entries(input).filter(([name]) => !BESIDES.includes(name)));
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256').update(JSON.stringify(asked, sorted)).digest('hex');
}

/** One id stands for one run. Throws BadInputFault where a header stands that was opened for something else. */
export function assertSameRun(stood: RunHeader, input: RunInput): void {
  const { run, mode } = stood;
  if (mode !== input.mode) {
    throw new Fault(
      'BadInputFault',
      `run ${run} was opened in mode ${mode}: start ${input.mode} as a new run`,
    );
  }
  if (stood.asked !== askedBy(input)) {
    throw new Fault(
      'BadInputFault',
      `run ${run} was opened for another selection, or with other overrides: start a new run`,
    );
  }
}

/**
 * Whether an execution may take up a run that stands: one that nobody carries out any more (closed; of a run that writes
 * the lease has been given back or has ended), on the revision that is still the current one, within a day. Another try
 * of the execution that carries it out may always. Throws BadInputFault, naming the execution or both revisions.
 */
export async function assertMayResume(
  stood: RunHeader,
  { execution }: OpenInput,
  { catalog, clock }: RunDeps,
): Promise<void> {
  const { run, mode, closed, executions, revision, openedAt } = stood;
  const last = executions.at(-1);
  if (closed === undefined && last === execution) return;
  if (executions.includes(execution) && last !== execution) {
    throw new Fault('BadInputFault', `run ${run} was taken up by execution ${last}: start a new run`);
  }
  if (closed === undefined && !writesClusters(mode)) {
    throw new Fault('BadInputFault', `run ${run} is carried out by execution ${last}: start a new run`);
  }
  const current = (await catalog.read())?.id;
  if (current !== revision) {
    throw new Fault(
      'BadInputFault',
      `run ${run} was opened on revision ${revision}, and the current one is ${current ?? 'none'}: start a new run`,
    );
  }
  if (clock().getTime() - Date.parse(openedAt) > RESUMABLE) {
    throw new Fault('BadInputFault', `run ${run} was opened at ${openedAt}, over a day ago: start a new run`);
  }
}
