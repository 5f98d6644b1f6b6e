import { Fault, type RunInput } from '@roster/workflow';
import type { RunDeps } from '../deps.ts';
import type { Revision, RunHeader } from '../ports/index.ts';
import { cutRollout } from './cut-rollout.ts';
import { desiredOf, selectClusters } from './select-clusters.ts';
import { storeTasks } from './store-tasks.ts';

/**
 * Plans a run from one revision: stores a task for each selected cluster and then, when all of them stand, the
 * header. Returns the header that stands, which is another's when two executions opened the run at once.
 */
export async function planRun(run: string, input: RunInput, deps: RunDeps): Promise<RunHeader> {
  const { journal, clock } = deps;
  const { id, fleet } = await revisionOf(input, deps);
  const now = clock();
  const clusters = selectClusters(fleet, input);
  const desired = desiredOf(fleet, { clusters, mode: input.mode, now });
  const status = new Map((await journal.listStatus()).map((one) => [one.cluster, one]));
  const { waves, tasks } = cutRollout({ run, input, fleet, desired, status, now });
  await storeTasks(journal, tasks);
  const header: RunHeader = {
    run,
    mode: input.mode,
    who: input.who,
    revision: id,
    executions: [input.execution],
    openedAt: now.toISOString(),
    waves,
    clusters: tasks.length,
    ...(tasks.length === fleet.clusters.length ? { whole: true } : {}),
  };
  if (await journal.openRun(header)) return header;
  return (await journal.getRun(run)) ?? header;
}

async function revisionOf({ revision }: RunInput, { catalog }: RunDeps): Promise<Revision> {
  const found = await catalog.read(revision);
  if (found !== undefined) return found;
  const which = revision === undefined ? 'has no revision yet' : `has no revision ${revision}`;
  throw new Fault('BadInputFault', `the catalog ${which}: push a fleet file first`);
}
