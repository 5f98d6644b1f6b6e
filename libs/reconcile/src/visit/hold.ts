import { principalKey, writes, type Change, type ChangeSet } from '@roster/access';
import type { ClusterTask, Hold } from '../ports/index.ts';

/**
 * Whether a hold still keeps this change set from being written. One that a rollback or a restore left ends when the
 * revision no longer asks for any of the changes that were undone (design.md, rule 9); a person's ends by release.
 */
export function holds(hold: Hold, changeSet: ChangeSet): boolean {
  if (hold.undone === undefined) return true;
  const undone = new Set(writes(hold.undone).map(sameChange));
  return writes(changeSet).some((change) => undone.has(sameChange(change)));
}

/** The same, as far as it can be foreseen without a look at the cluster: from what the revision asks for. */
export function mayHold(hold: Hold, { desired }: Pick<ClusterTask, 'desired'>): boolean {
  if (hold.undone === undefined) return true;
  const asked = new Set(
    desired.map((after) =>
      sameChange({ op: 'add', principal: principalKey(after.arn), list: 'mapRoles', after }),
    ),
  );
  const wanted = new Set(desired.map(({ arn }) => principalKey(arn)));
  return writes(hold.undone).some((change) =>
    'after' in change ? asked.has(sameChange(change)) : !wanted.has(change.principal),
  );
}

/** For a person: `held by ann@laptop since 2026-11-24T07:00:00Z: an upgrade`. */
export function heldText({ by, reason, at }: Hold): string {
  return `held by ${by}${at === '' ? '' : ` since ${at.replace(/\.\d+Z$/, 'Z')}`}: ${reason}`;
}

// What the row was before does not matter: a revision that asks for the same row again would repeat the mistake.
function sameChange(change: Change): string {
  if (!('after' in change)) return JSON.stringify([change.principal]);
  const { username, groups } = change.after;
  return JSON.stringify([change.principal, username, [...new Set(groups)].sort()]);
}
