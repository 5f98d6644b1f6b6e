import type { Journal, LeaseHolder } from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import { deleteItem, getItem, putItem, type Table } from '../tables/table.ts';

type Lease = Pick<Journal, 'takeLease' | 'readLease' | 'releaseLease'>;

const KEY = { pk: 'LEASE', sk: 'fleet' };

/** The one run that may write: `LEASE` / `fleet`. */
export function leaseOf(table: Table): Lease {
  const readLease = () => read(table);
  return {
    readLease,
    takeLease: async (run, now, until) => {
      // Whoever was in the way may be gone when we look who it was: then it is worth another try.
      for (let attempt = 0; attempt < 5; attempt += 1) {
        if (await take(table, { run, until: until.toISOString() }, now)) return undefined;
        const holder = await readLease();
        if (holder !== undefined && holder.run !== run) return holder;
      }
      throw new Fault('ConflictFault', `table ${table.name}: the lease changes hands too quickly`);
    },
    releaseLease: async (run) => {
      await deleteItem(table, KEY, { condition: '#run = :run', values: { run } });
    },
  };
}

/** Times are ISO texts of one length: compared as texts they are in order. */
function take(table: Table, holder: LeaseHolder, now: Date): Promise<boolean> {
  return putItem(
    table,
    { ...KEY, ...holder },
    {
      condition: 'attribute_not_exists(#pk) OR #run = :run OR #until <= :now',
      values: { run: holder.run, now: now.toISOString() },
    },
  );
}

async function read(table: Table): Promise<LeaseHolder | undefined> {
  const item = await getItem(table, KEY);
  if (item === undefined) return undefined;
  const { run, until } = item as typeof item & LeaseHolder;
  return { run, until };
}
