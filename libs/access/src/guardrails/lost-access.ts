import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import { decidingRows, rowsByPrincipal } from '../merge/live-rows.ts';

/** The row that decides for each principal, by its key. */
export function decidingByPrincipal(reading: Reading): ReadonlyMap<string, ReadRow> {
  const deciding = new Map<string, ReadRow>();
  for (const [principal, rows] of rowsByPrincipal(reading)) {
    for (const row of decidingRows(rows)) deciding.set(principal, row);
  }
  return deciding;
}

/**
 * What a principal loses between two rows, as the rest of a sentence; undefined when it keeps its way in. Another
 * username loses what is bound to the old one, except for `system:masters`, who need no binding.
 */
export function lostAccess(before: IdentityMapping, after: IdentityMapping | undefined): string | undefined {
  if (after === undefined) return 'would no longer be mapped';
  const lost = before.groups.filter((group) => !after.groups.includes(group));
  if (lost.length > 0) return `would lose ${lost.length > 1 ? 'the groups' : 'the group'} ${lost.join(', ')}`;
  if (before.username === after.username || after.groups.includes('system:masters')) return undefined;
  return `would come in as "${after.username}" instead of "${before.username}"`;
}
