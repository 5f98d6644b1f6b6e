import { sameAccess, type IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import { decidingRows, rowsByPrincipal } from '../merge/live-rows.ts';

/** The rows that decide for a principal: one; or several, of users written in several cases. */
export type Deciding = readonly ReadRow[];

/** The deciding rows of each principal, by its key. */
export function decidingByPrincipal(reading: Reading): ReadonlyMap<string, Deciding> {
  return new Map([...rowsByPrincipal(reading)].map(([principal, rows]) => [principal, decidingRows(rows)]));
}

/**
 * What a principal loses from `before` to `after`, as the rest of a sentence; undefined when it keeps its way in.
 * Of several rows any may be the one that is used, so each must be kept by all.
 */
export function lostAccess(before: Deciding, after: Deciding = []): string | undefined {
  if (after.length === 0) return 'would no longer be mapped';
  const others = after.filter((row) => !before.some((was) => sameAccess(was, row)));
  const gone = before.filter((was) => !after.some((row) => sameAccess(was, row)));
  // Rows that stand before and after are as good, or as doubtful, as they were.
  const pairs = [
    ...gone.flatMap((was) => after.map((row) => lost(was, row))),
    ...before.flatMap((was) => others.map((row) => lost(was, row))),
  ];
  return pairs.find((loss) => loss !== undefined);
}

/** Another username loses what is bound to the old one, except for `system:masters`, who need no binding. */
function lost(before: IdentityMapping, after: IdentityMapping): string | undefined {
  const groups = before.groups.filter((group) => !after.groups.includes(group));
  if (groups.length > 0)
    return `would lose ${groups.length > 1 ? 'the groups' : 'the group'} ${groups.join(', ')}`;
  if (before.username === after.username || after.groups.includes('system:masters')) return undefined;
  return `would come in as "${after.username}" instead of "${before.username}"`;
}
