import { writes, type Change, type ChangeSet } from '@roster/access';
import type { Hold } from '../ports/index.ts';

/**
 * Whether a hold still keeps this change set from being written. One that a rollback or a restore left ends when the
 * revision no longer asks for any of the changes that were undone (design.md, rule 9); a person's ends by release.
 */
export function holds(hold: Hold, changeSet: ChangeSet): boolean {
  if (hold.undone === undefined) return true;
  const undone = new Set(writes(hold.undone).map(sameChange));
  return writes(changeSet).some((change) => undone.has(sameChange(change)));
}

// What the row was before does not matter: a revision that asks for the same row again would repeat the mistake.
function sameChange(change: Change): string {
  if (!('after' in change)) return JSON.stringify([change.principal]);
  const { username, groups } = change.after;
  return JSON.stringify([change.principal, username, [...new Set(groups)].sort()]);
}
