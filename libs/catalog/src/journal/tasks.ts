import type {
  ClusterResult,
  ClusterTask,
  Finding,
  Journal,
  PlannedTask,
  TaskAndFinding,
} from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import { putItems } from '../tables/batch-write.ts';
import { expiresAfter } from '../tables/expiry.ts';
import { pack, unpack } from '../tables/heavy.ts';
import { getItem, queryItems, updateItem, type Item, type Table } from '../tables/table.ts';

type Tasks = Pick<
  Journal,
  'putTasks' | 'shardResults' | 'getTask' | 'putFinding' | 'getFinding' | 'getTaskAndFinding'
>;

const key = (run: string, cluster: string) => ({ pk: `CLUSTER#${cluster}`, sk: `RUN#${run}` });

/** What each cluster needs and shows in a run (`CLUSTER#<arn>` / `RUN#<id>`), and its line in a shard. */
export function tasksOf(table: Table): Tasks {
  return {
    putTasks: (planned) => putItems(table, itemsOf(planned)),
    shardResults: async (shard) => {
      const lines = await queryItems(table, { where: '#pk = :pk', values: { pk: shard } });
      return lines.map(resultOf);
    },
    getTask: async (run, cluster) => (await read(table, { run, cluster }))?.task,
    putFinding: (run, cluster, finding) => putFinding(table, { run, cluster, finding }),
    getFinding: async (run, cluster) => (await read(table, { run, cluster }))?.finding,
    getTaskAndFinding: (run, cluster) => read(table, { run, cluster }),
  };
}

function* itemsOf(planned: readonly PlannedTask[]): Generator<Item> {
  for (const one of planned) {
    const { run, mode, shard, cluster, openedAt } = one.task;
    const expires = expiresAfter(mode, openedAt);
    const task = pack(one.task, `task of ${cluster.arn} in run ${run}`);
    yield { ...key(run, cluster.arn), task, expires };
    const { was, since } = one;
    // The state machine reads and writes these names: libs/workflow, ReadShard and Record.
    const standing = { standing: 'pending', reason: '', facts: '{}', timings: '{}' };
    yield { pk: shard, sk: cluster.arn, run, mode, was, since, at: openedAt, ...standing, expires };
  }
}

async function read(
  table: Table,
  { run, cluster }: { readonly run: string; readonly cluster: string },
): Promise<TaskAndFinding | undefined> {
  const item = await getItem(table, key(run, cluster));
  const task = unpack(item?.['task']) as ClusterTask | undefined;
  const finding = unpack(item?.['finding']) as Finding | undefined;
  return task && { task, ...(finding === undefined ? {} : { finding }) };
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

async function putFinding(
  table: Table,
  { run, cluster, finding }: { readonly run: string; readonly cluster: string; readonly finding: Finding },
): Promise<void> {
  const stored = await updateItem(table, key(run, cluster), {
    update: 'SET #finding = :finding',
    condition: 'attribute_exists(#pk)',
    values: { finding: pack(finding, `finding on ${cluster} in run ${run}`) },
  });
  if (!stored) throw new Fault('NotFoundFault', `run ${run} has no task for ${cluster}`);
}
