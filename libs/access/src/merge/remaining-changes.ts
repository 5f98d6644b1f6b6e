import { sameAccess } from '../aws-auth/mapping.ts';
import type { Reading } from '../aws-auth/reading.ts';
import { writes, type Change, type ChangeSet } from './change-set.ts';
import { decidingRows, rowsByPrincipal } from './live-rows.ts';

/**
 * The writes of a change set that a cluster does not show (any more): an add or replace whose principal has other
 * access or none, a remove whose principal still has a row. Empty when a read after the write proves it done.
 */
export function remainingChanges(set: ChangeSet, live: Reading): readonly Change[] {
  const rows = rowsByPrincipal(live);
  return writes(set).filter((change) => {
    const its = rows.get(change.principal) ?? [];
    if (change.op === 'remove') return its.length > 0;
    return its.length === 0 || !decidingRows(its).every((row) => sameAccess(row, change.after));
  });
}
