import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';

/**
 * The rows of each principal, by its key, in the order in which the authenticator tries them (roles before users),
 * and the principals in the order of their first row.
 */
export function rowsByPrincipal(live: Reading): ReadonlyMap<string, readonly ReadRow[]> {
  const known = remembered.get(live);
  if (known !== undefined) return known;
  const rows = new Map<string, ReadRow[]>();
  for (const list of [live.roles, live.users]) {
    for (const row of list) {
      const same = rows.get(row.principal);
      if (same === undefined) rows.set(row.principal, [row]);
      else same.push(row);
    }
  }
  remembered.set(live, rows);
  return rows;
}

/** A plan, its guardrails and what remains of it look at the same reading. */
const remembered = new WeakMap<Reading, ReadonlyMap<string, readonly ReadRow[]>>();

/** Of one principal's rows those that decide: the ones in the list that is tried first. */
export function decidingRows(rows: readonly ReadRow[]): readonly ReadRow[] {
  // As nearly all principals have it.
  if (rows.length === 1) return rows;
  return rows.filter(({ list }) => list === rows[0]?.list);
}

/** The mapping of a row, without where it stands. */
export function mappingOf({ arn, username, groups }: IdentityMapping): IdentityMapping {
  return { arn, username, groups };
}
