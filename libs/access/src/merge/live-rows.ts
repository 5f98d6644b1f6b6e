import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';

/**
 * The rows of each principal, by its key, in the order in which the authenticator tries them (roles before users),
 * and the principals in the order of their first row.
 */
export function rowsByPrincipal(live: Reading): ReadonlyMap<string, readonly ReadRow[]> {
  const rows = new Map<string, ReadRow[]>();
  for (const row of [...live.roles, ...live.users]) {
    const same = rows.get(row.principal);
    if (same === undefined) rows.set(row.principal, [row]);
    else same.push(row);
  }
  return rows;
}

/** Of one principal's rows those that decide: the ones in the list that is tried first. */
export function decidingRows(rows: readonly ReadRow[]): readonly ReadRow[] {
  return rows.filter(({ list }) => list === rows[0]?.list);
}

/** True for the row of nodes or of Fargate pods: without it they cannot join, or drop out of, the cluster. */
export function isNodeRow({ username, groups }: Pick<IdentityMapping, 'username' | 'groups'>): boolean {
  return (
    username.startsWith('system:node:') ||
    groups.some((group) => group === 'system:nodes' || group === 'system:bootstrappers')
  );
}

/** The mapping of a row, without where it stands. */
export function mappingOf({ arn, username, groups }: IdentityMapping): IdentityMapping {
  return { arn, username, groups };
}
