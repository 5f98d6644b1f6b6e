import { clusterArn } from '@roster/access';
import { Fault, type Target } from '@roster/workflow';
import type { ClusterTask, Journal, TaskAndFinding, VisitKey } from '../ports/index.ts';
import { assertShard } from '../run/shards.ts';

/**
 * What OpenRun wrote for this cluster. Throws BadInputFault where there is nothing, what is another cluster's, or a
 * shard of another run.
 */
export async function taskOf(journal: Journal, at: Target): Promise<ClusterTask> {
  assertShard(at);
  return checkedTask(at, await journal.getTask(visitKey(at)));
}

/** The same, and what Apply found in this run, if it did. */
export async function taskAndFindingOf(journal: Journal, at: Target): Promise<TaskAndFinding> {
  assertShard(at);
  const found = await journal.getTaskAndFinding(visitKey(at));
  return { ...found, task: checkedTask(at, found?.task) };
}

const visitKey = ({ run, mode, cluster }: Target): VisitKey => ({ run, mode, cluster });

/**
 * A task that names another cluster would be carried out there, past what is known of that one: a hold, for one. And
 * one of another account would make that the account that needs no trust.
 */
function checkedTask({ run, mode, cluster }: Target, task: ClusterTask | undefined): ClusterTask {
  if (task === undefined) {
    throw new Fault('BadInputFault', `run ${run} has no task for ${cluster}: was it opened?`);
  }
  if (task.cluster.arn !== cluster || clusterArn(task.cluster) !== cluster || task.run !== run) {
    throw new Fault('BadInputFault', `run ${run}: the task of ${cluster} is one of ${task.cluster.arn}`);
  }
  if (task.mode !== mode) {
    throw new Fault(
      'BadInputFault',
      `run ${run}: the task of ${cluster} is one of mode ${task.mode}, not ${mode}`,
    );
  }
  return task;
}
