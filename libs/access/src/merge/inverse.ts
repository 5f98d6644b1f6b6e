import { sameAccess } from '../aws-auth/mapping.ts';
import type { Reading } from '../aws-auth/reading.ts';
import { writes, type Change, type ChangeSet } from './change-set.ts';
import { decidingRows, rowsByPrincipal } from './live-rows.ts';

/** The change set that undoes the writes of another: what it added goes, what it replaced or removed comes back. */
export function inverseOf(set: ChangeSet): ChangeSet {
  return { changes: writes(set).flatMap(inverse), foreign: [], owned: [], entries: [] };
}

function inverse(change: Change): readonly Change[] {
  const { principal, list } = change;
  switch (change.op) {
    case 'add':
      return [{ op: 'remove', principal, list, before: change.after, cause: 'withdrawn', grants: [] }];
    case 'replace':
      return [{ op: 'replace', principal, list, before: change.after, after: change.before }];
    case 'remove':
      return [{ op: 'add', principal, list, after: change.before }];
    case 'adopt':
      return [];
  }
}

/** True where a document gives each principal of the change set what its change is to give it, and nothing else. */
export function givesAll(set: ChangeSet, reading: Reading): boolean {
  const rows = rowsByPrincipal(reading);
  return set.changes.every((change) => {
    const deciding = decidingRows(rows.get(change.principal) ?? []);
    if (change.op === 'remove') return deciding.length === 0;
    return deciding.length > 0 && deciding.every((row) => sameAccess(row, change.after));
  });
}
