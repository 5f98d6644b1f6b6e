import type { Journal, LeaseHolder, RunExecution, Unlock } from '@roster/reconcile';
import { Fault } from '@roster/workflow';
import { deleteItem, getItem, putItem, queryItems, type Table } from '../tables/table.ts';

type Lease = Pick<Journal, 'takeLease' | 'readLease' | 'releaseLease' | 'putUnlock' | 'listUnlocks'>;

const KEY = { pk: 'LEASE', sk: 'fleet' };
const HELD_BY = '#run = :run AND #execution = :execution';
const sameExecution = (a: RunExecution, b: RunExecution): boolean =>
  a.run === b.run && a.execution === b.execution;

/** Behind it lie the leases that were taken away, in the order of time. */
const UNLOCKED = 'unlocked#';

/** The one run that may write: `LEASE` / `fleet`; and who took a lease away: `LEASE` / `unlocked#…`. */
export function leaseOf(table: Table): Lease {
  const readLease = () => read(table);
  return {
    readLease,
    takeLease: async ({ run, execution }, now, until, facts) => {
      // Whoever was in the way may be gone when we look who it was: then it is worth another try.
      for (let attempt = 0; attempt < 5; attempt += 1) {
        if (await take(table, { run, execution, until: until.toISOString(), ...facts }, now))
          return undefined;
        const holder = await readLease();
        if (holder !== undefined && !sameExecution(holder, { run, execution })) return holder;
      }
      throw new Fault('ConflictFault', `table ${table.name}: the lease changes hands too quickly`);
    },
    releaseLease: async ({ run, execution }) => {
      await deleteItem(table, KEY, { condition: HELD_BY, values: { run, execution } });
    },
    putUnlock: async (unlock) => {
      await putItem(table, { pk: KEY.pk, sk: `${UNLOCKED}${unlock.at}#${unlock.run}`, ...unlock });
    },
    listUnlocks: async (limit) => {
      const where = '#pk = :pk AND begins_with(#sk, :unlocked)';
      const values = { pk: KEY.pk, unlocked: UNLOCKED };
      const items = await queryItems(table, { where, values, newestFirst: true, limit });
      return items.map((item) => {
        const { run, by, at, reason } = item as typeof item & Unlock;
        return { run, by, at, reason };
      });
    },
  };
}

/** Times are ISO texts of one length: compared as texts they are in order. */
function take(table: Table, holder: LeaseHolder, now: Date): Promise<boolean> {
  return putItem(
    table,
    { ...KEY, ...holder },
    {
      condition: `attribute_not_exists(#pk) OR (${HELD_BY}) OR #until <= :now`,
      values: { run: holder.run, execution: holder.execution, now: now.toISOString() },
    },
  );
}

async function read(table: Table): Promise<LeaseHolder | undefined> {
  const item = await getItem(table, KEY);
  if (item === undefined) return undefined;
  const { run, execution, until, who, since, process } = item as typeof item & LeaseHolder;
  return {
    ...{ run, execution, until },
    ...(who === undefined ? {} : { who }),
    ...(since === undefined ? {} : { since }),
    ...(process === undefined ? {} : { process }),
  };
}
