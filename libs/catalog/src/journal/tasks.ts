import type { ClusterResult, Journal, PlannedTask } from '@roster/reconcile';
import { putItems } from '../tables/batch-write.ts';
import { expiresAfter } from '../tables/expiry.ts';
import { queryItems, type Item, type Table } from '../tables/table.ts';
import { keptItem } from './kept.ts';

type Tasks = Pick<Journal, 'putTasks' | 'shardResults'>;

/** What OpenRun plans: the task of each cluster, and its line in a shard, `RUN#<id>#…` / ARN or `WRITING#RUN#<id>#…` / ARN. */
export function tasksOf(table: Table): Tasks {
  return {
    putTasks: (planned) => putItems(table, itemsOf(planned)),
    shardResults: async (shard) => {
      const lines = await queryItems(table, { where: '#pk = :pk', values: { pk: shard } });
      return lines.map(resultOf);
    },
  };
}

function* itemsOf(planned: readonly PlannedTask[]): Generator<Item> {
  for (const { task, was, since } of planned) {
    const { run, mode, shard, cluster, openedAt } = task;
    const key = { run, mode, cluster: cluster.arn };
    yield keptItem('task', { key, value: task, now: new Date(openedAt) });
    // The state machine reads and writes these names: libs/workflow, ReadShard and Record.
    const standing = { standing: 'pending', reason: '', facts: '{}', timings: '{}' };
    const expires = expiresAfter(mode, openedAt);
    const preview = task.preview === true ? 'yes' : 'no';
    yield { pk: shard, sk: cluster.arn, run, mode, preview, was, since, at: openedAt, ...standing, expires };
  }
}

interface Line {
  readonly standing: ClusterResult['standing']['kind'];
  readonly reason: string;
  readonly was: string;
  readonly at: string;
  readonly facts: string;
  readonly timings: string;
}

function resultOf(item: Item): ClusterResult {
  const { standing: kind, reason, was, at, facts, timings } = item as Item & Line;
  const standing = kind === 'pending' ? { kind } : { kind, reason };
  return { shard: item.pk, cluster: item.sk, standing, was, at, facts, timings };
}
