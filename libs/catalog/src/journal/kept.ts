import type { ClusterTask, Finding, Health, Journal, VisitKey } from '@roster/reconcile';
import { keptPartition, type Kept } from '@roster/workflow';
import { expiresAfter } from '../tables/expiry.ts';
import { pack, unpack } from '../tables/heavy.ts';
import { getItem, putItem, type Item, type Key, type Table } from '../tables/table.ts';

type KeptOf = Pick<
  Journal,
  'getTask' | 'putFinding' | 'getFinding' | 'getTaskAndFinding' | 'putHealth' | 'getHealth'
>;

/** What a run keeps of each cluster: an item each for its task, its finding and its health, `TASK#<arn>` / run and so on. */
export function keptOf(table: Table): KeptOf {
  const getTask = (key: VisitKey) => read(table, 'task', key) as Promise<ClusterTask | undefined>;
  const getFinding = (key: VisitKey) => read(table, 'finding', key) as Promise<Finding | undefined>;
  return {
    getTask,
    getFinding,
    getTaskAndFinding: async (key) => {
      const [task, finding] = await Promise.all([getTask(key), getFinding(key)]);
      return task && { task, ...(finding === undefined ? {} : { finding }) };
    },
    putFinding: (key, finding, now) => put(table, 'finding', { key, value: finding, now }),
    getHealth: (key) => read(table, 'health', key) as Promise<Health | undefined>,
    putHealth: (key, health, now) => put(table, 'health', { key, value: health, now }),
  };
}

interface Keeping {
  readonly key: VisitKey;
  readonly value: unknown;
  readonly now: Date;
}

/** The item of one of them. Throws BadInputFault (`size:`) for what does not fit. */
export function keptItem(kept: Kept, { key, value, now }: Keeping): Item {
  const packed = pack(kept, value, `${kept} of ${key.cluster} in run ${key.run}`);
  return { ...keyOf(kept, key), [kept]: packed, expires: expiresAfter(key.mode, now.toISOString()) };
}

const keyOf = (kept: Kept, { run, mode, cluster }: VisitKey): Key => ({
  pk: keptPartition(kept, mode, cluster),
  sk: run,
});

async function read(table: Table, kept: Kept, key: VisitKey): Promise<unknown> {
  const item = await getItem(table, keyOf(kept, key));
  return unpack(table, item, kept);
}

async function put(table: Table, kept: Kept, keeping: Keeping): Promise<void> {
  await putItem(table, keptItem(kept, keeping));
}
