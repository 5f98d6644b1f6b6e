import { accessKey, type IdentityMapping } from '../aws-auth/mapping.ts';
import type { ReadRow } from '../aws-auth/reading.ts';
import { decidingRows } from '../merge/live-rows.ts';

/**
 * What a principal loses by the write, given its rows before and after it, as the rest of a sentence; undefined when
 * it keeps its way in. Of several rows that decide any may be the one that is used, so each must be kept by all.
 */
export function lostAccess(was: readonly ReadRow[], is: readonly ReadRow[] = []): string | undefined {
  const [before, after] = [decidingRows(was), decidingRows(is)];
  if (after.length === 0) return 'would no longer be mapped';
  // Rows that stand before and after are as good, or as doubtful, as they were.
  return lossAmong(without(before, after), after) ?? lossAmong(before, without(after, before));
}

/** The rows whose access none of the others has. */
function without(rows: readonly ReadRow[], others: readonly ReadRow[]): readonly ReadRow[] {
  const known = new Set(others.map(accessKey));
  return rows.filter((row) => !known.has(accessKey(row)));
}

function lossAmong(before: readonly ReadRow[], after: readonly ReadRow[]): string | undefined {
  for (const was of before) {
    for (const row of after) {
      const loss = lost(was, row);
      if (loss !== undefined) return loss;
    }
  }
  return undefined;
}

/** Another username loses what is bound to the old one, except for `system:masters`, who need no binding. */
function lost(before: IdentityMapping, after: IdentityMapping): string | undefined {
  const groups = before.groups.filter((group) => !after.groups.includes(group));
  if (groups.length > 0)
    return `would lose ${groups.length > 1 ? 'the groups' : 'the group'} ${groups.join(', ')}`;
  if (before.username === after.username || after.groups.includes('system:masters')) return undefined;
  return `would come in as "${after.username}" instead of "${before.username}"`;
}
