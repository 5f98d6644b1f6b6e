import { writes, type Change, type ChangeSet } from '@roster/access';
import type { Hold } from '../ports/index.ts';

/**
 * Whether a hold still keeps this change set from being written. One that a rollback or a restore left ends when the
 * revision no longer asks for any of the changes that were undone (design.md, rule 9); a person's ends by release.
 */
export function holds(hold: Hold | undefined, changeSet: ChangeSet): boolean {
  if (hold === undefined) return false;
  if (hold.undone === undefined) return true;
  const undone = new Set(writes(hold.undone).map(sameChange));
  return writes(changeSet).some((change) => undone.has(sameChange(change)));
}

function sameChange(change: Change): string {
  return JSON.stringify([change.op, change.principal, 'after' in change ? change.after : '']);
}
