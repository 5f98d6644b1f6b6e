import { Fault, type Target } from '@roster/workflow';
import type { ClusterTask, Journal } from '../ports/index.ts';

/** What OpenRun wrote for this cluster. NotFound is a fault of ours: BadInputFault. */
export async function taskOf(journal: Journal, { run, cluster }: Target): Promise<ClusterTask> {
  const task = await journal.getTask(run, cluster);
  if (task === undefined)
    throw new Fault('BadInputFault', `run ${run} has no task for ${cluster}: was it opened?`);
  return task;
}
