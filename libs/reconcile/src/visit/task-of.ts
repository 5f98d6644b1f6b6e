import { Fault, type Target } from '@roster/workflow';
import type { ClusterTask, Journal, TaskAndFinding } from '../ports/index.ts';

type At = Pick<Target, 'run' | 'cluster'>;

/** What OpenRun wrote for this cluster. Throws BadInputFault where there is nothing. */
export async function taskOf(journal: Journal, at: At): Promise<ClusterTask> {
  return (await journal.getTask(at.run, at.cluster)) ?? missing(at);
}

/** The same, and what Apply found in this run, if it did. */
export async function taskAndFindingOf(journal: Journal, at: At): Promise<TaskAndFinding> {
  return (await journal.getTaskAndFinding(at.run, at.cluster)) ?? missing(at);
}

function missing({ run, cluster }: At): never {
  throw new Fault('BadInputFault', `run ${run} has no task for ${cluster}: was it opened?`);
}
