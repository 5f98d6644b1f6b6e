import type { Journal, WriteIntent } from '@roster/reconcile';
import { writesPartition } from '@roster/workflow';
import { expiresAfter } from '../tables/expiry.ts';
import { pack, unpack } from '../tables/heavy.ts';
import { getItem, putItem, queryItems, updateItem, type Item, type Table } from '../tables/table.ts';

type Writes = Pick<Journal, 'putWrite' | 'getWrite' | 'listWrites'>;

interface Which {
  readonly run: string;
  readonly cluster: string;
  readonly back: boolean;
}

/** A put-back (`#back`) sorts right behind the write that it undoes. */
const key = ({ run, cluster, back }: Which) => ({
  pk: writesPartition(cluster),
  sk: `${run}${back ? '#back' : ''}`,
});

/** What was meant to be written, with the snapshot: `WRITES#<arn>` / run. */
export function writesOf(table: Table): Writes {
  return {
    putWrite: async (intent) => {
      const packed = pack('intent', intent, `snapshot of ${intent.cluster} in run ${intent.run}`);
      await putItem(table, { ...key(intent), intent: packed });
      await expireOlder(table, intent);
    },
    getWrite: async (run, cluster, back) => {
      const item = await getItem(table, key({ run, cluster, back }));
      return unpack(table, item, 'intent') as WriteIntent | undefined;
    },
    listWrites: async (cluster, limit) => {
      const items = await queryItems(table, {
        where: '#pk = :pk',
        values: { pk: writesPartition(cluster) },
        newestFirst: true,
        limit,
      });
      return items.map((item) => unpack(table, item, 'intent') as WriteIntent);
    },
  };
}

/**
 * The writes of the last run that wrote to a cluster never expire: among them is its last good snapshot. Those of the
 * run before get their TTL only now, after the newer item stands; both items of that run at most, since it did the
 * same to the ones before. A crash in between leaves one that stays for ever, which harms nobody.
 */
async function expireOlder(table: Table, { cluster, run, at }: WriteIntent): Promise<void> {
  const older = await queryItems(table, {
    where: '#pk = :pk AND #sk <= :last',
    values: { pk: writesPartition(cluster), last: run },
    only: ['pk', 'sk', 'expires'],
    newestFirst: true,
    limit: 3,
  });
  const lasting = older.filter(({ sk, expires }) => sk !== run && expires === undefined);
  await Promise.all(lasting.map((item) => expire(table, item, expiresAfter('apply', at))));
}

async function expire(table: Table, { pk, sk }: Item, expires: number): Promise<void> {
  await updateItem(
    table,
    { pk, sk },
    {
      update: 'SET #expires = :expires',
      condition: 'attribute_exists(#pk) AND attribute_not_exists(#expires)',
      values: { expires },
    },
  );
}
