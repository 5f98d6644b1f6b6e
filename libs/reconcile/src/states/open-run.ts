import { isFault, RunInput, writesClusters, Fault, type RunProgress } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import { parsed } from '../parsed.ts';
import type { Journal, PlannedTask, RunHeader } from '../ports/index.ts';
import { cutRollout } from '../run/cut-rollout.ts';
import { takeLease } from '../run/lease.ts';
import { nextStep } from '../run/next-step.ts';
import { runIdOf } from '../run/run-id.ts';
import { desiredOf, selectClusters } from '../run/select-clusters.ts';

/** So many tasks are handed to the journal at once. */
const BATCH = 500;

/**
 * OpenRun: takes the lease when the run writes, reads one revision, writes what each cluster needs, then the header.
 * In: `RunInput`; out: `RunProgress` with the first step. Of a run that was opened before it returns the first step
 * with something still pending. Throws LeaseHeldFault, and BadInputFault for a selection or a revision that is wrong.
 */
export async function openRun(input: unknown, deps: RunDeps): Promise<RunProgress> {
  const start = parsed(RunInput, input, 'OpenRun');
  const run = runIdOf(start);
  if (start.mode === 'restore') {
    throw new Fault(
      'BadInputFault',
      'a run in mode restore is not to be had yet: roll the catalog back, and apply',
    );
  }
  if (writesClusters(start.mode)) await takeLease(deps.journal, run, deps.clock());
  const header = (await deps.journal.getRun(run)) ?? (await plan(run, start, deps));
  if (!header.executions.includes(start.execution)) await deps.journal.addExecution(run, start.execution);
  const { mode, concurrency } = start;
  return {
    run,
    mode,
    concurrency,
    ...(await nextStep(deps.journal, header, { wave: 0, step: 0, failures: 0 })),
  };
}

async function plan(run: string, input: RunInput, { catalog, journal, clock }: RunDeps): Promise<RunHeader> {
  const revision = await catalog.read(input.revision);
  if (revision === undefined) {
    const which = input.revision === undefined ? 'no revision yet' : `no revision ${input.revision}`;
    throw new Fault('BadInputFault', `the catalog has ${which}: push a fleet file first`);
  }
  const now = clock();
  const { fleet } = revision;
  const desired = desiredOf(fleet, selectClusters(fleet, input), now);
  const status = new Map((await journal.listStatus()).map((one) => [one.cluster, one]));
  const { waves, tasks } = cutRollout({ run, input, fleet, desired, status, openedAt: now.toISOString() });
  for (let from = 0; from < tasks.length; from += BATCH)
    await store(journal, tasks.slice(from, from + BATCH));
  const header: RunHeader = {
    run,
    mode: input.mode,
    who: input.who,
    revision: revision.id,
    executions: [input.execution],
    openedAt: now.toISOString(),
    waves,
    clusters: tasks.length,
  };
  await journal.openRun(header);
  return header;
}

/** Stores tasks; one that does not fit is stored without its rows, and ends as `blocked: size`. */
async function store(journal: Journal, tasks: readonly PlannedTask[]): Promise<void> {
  try {
    await journal.putTasks(tasks);
  } catch (error) {
    if (!isFault(error, 'BadInputFault')) throw error;
    for (const planned of tasks) await storeOne(journal, planned);
  }
}

async function storeOne(journal: Journal, planned: PlannedTask): Promise<void> {
  try {
    await journal.putTasks([planned]);
  } catch (error) {
    if (!isFault(error, 'BadInputFault') || !error.message.startsWith('size:')) throw error;
    await journal.putTasks([{ ...planned, task: { ...planned.task, desired: [], tooLarge: true } }]);
  }
}
