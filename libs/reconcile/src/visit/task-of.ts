import { clusterArn } from '@roster/access';
import { Fault, type Target } from '@roster/workflow';
import type { ClusterTask, Journal, TaskAndFinding } from '../ports/index.ts';

type At = Pick<Target, 'run' | 'cluster'>;

/** What OpenRun wrote for this cluster. Throws BadInputFault where there is nothing, or what is another cluster's. */
export async function taskOf(journal: Journal, at: At): Promise<ClusterTask> {
  return checkedTask(at, await journal.getTask(at.run, at.cluster));
}

/** The same, and what Apply found in this run, if it did. */
export async function taskAndFindingOf(journal: Journal, at: At): Promise<TaskAndFinding> {
  const found = await journal.getTaskAndFinding(at.run, at.cluster);
  return { ...found, task: checkedTask(at, found?.task) };
}

/**
 * A task that names another cluster would be carried out there, past what is known of that one: a hold, for one. And
 * one of another account would make that the account that needs no trust.
 */
function checkedTask({ run, cluster }: At, task: ClusterTask | undefined): ClusterTask {
  if (task === undefined) {
    throw new Fault('BadInputFault', `run ${run} has no task for ${cluster}: was it opened?`);
  }
  if (task.cluster.arn !== cluster || clusterArn(task.cluster) !== cluster || task.run !== run) {
    throw new Fault('BadInputFault', `run ${run}: the task of ${cluster} is one of ${task.cluster.arn}`);
  }
  return task;
}
