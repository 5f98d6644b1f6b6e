import { sameAccess, type IdentityMapping } from '../aws-auth/mapping.ts';
import { principalKey } from '../arn/index.ts';
import type { Change, ChangeSet, KeptAccess, OwnedAccess } from './change-set.ts';

export interface Unmentioned {
  /** What Roster answered for before. */
  readonly owned: readonly OwnedAccess[];
  /** Names of all grants that the files hold. */
  readonly grants: readonly string[];
}

/**
 * A change set of a run with files (`-f`) and without `--prune`: it removes nobody but who is denied. Files are a part
 * of what there is: access that they do not ask for may come from another file, or from a grant whose label is
 * misspelt. A principal that the files ask for keeps the groups that a grant in none of them gave (`grants` names
 * those that they hold), and gets those of the files; where the usernames differ its row stays as it is.
 */
export function keepUnmentioned(set: ChangeSet, { owned, grants }: Unmentioned): ChangeSet {
  const mentioned = new Set(grants);
  const before = new Map(owned.map((one) => [one.principal, one.grants]));
  // Whoever is denied goes: nobody's file keeps them.
  const denied = new Set(set.changes.filter(isDenied).map(({ principal }) => principal));
  const elsewhere = (principal: string) =>
    !denied.has(principal) && (before.get(principal) ?? []).some((name) => !mentioned.has(name));
  const wanted = new Map(set.owned.map((one) => [one.principal, one.grants]));
  const stays = new Map<string, IdentityMapping[]>();
  const still = new Set<string>();
  const changes: Change[] = [];
  const kept: KeptAccess[] = [];
  for (const change of set.changes) {
    const { principal } = change;
    const loss = isLoss(change, wanted);
    if (before.has(principal) && (loss || elsewhere(principal))) still.add(principal);
    if (!('before' in change) || !(loss || elsewhere(principal))) {
      changes.push(change);
      continue;
    }
    const added = change.op === 'replace' && !loss ? widened(change) : undefined;
    if (added !== undefined && !sameAccess(added.before, added.after)) changes.push(added);
    if (added === undefined) kept.push({ arn: change.before.arn, grants: before.get(principal) ?? [] });
    if (!before.has(principal)) stays.set(principal, [...(stays.get(principal) ?? []), change.before]);
  }
  const all = [...new Set([...wanted.keys(), ...still])].map((principal) => {
    const others = still.has(principal) || elsewhere(principal) ? (before.get(principal) ?? []) : [];
    return { principal, grants: [...new Set([...others, ...(wanted.get(principal) ?? [])])] };
  });
  // A row that was to be reduced stands among the foreign ones as it would be.
  const foreign = set.foreign.filter(({ arn }) => !stays.has(principalKey(arn)));
  return { ...set, changes, foreign: [...foreign, ...[...stays.values()].flat()], owned: all, kept };
}

/** True for what takes away access that the files do not ask for. */
function isLoss(change: Change, wanted: ReadonlyMap<string, unknown>): boolean {
  if (change.op === 'remove') return !isDenied(change);
  return change.op === 'replace' && !wanted.has(change.principal);
}

/** Both accesses in one row; undefined where two usernames contradict each other. */
function widened(change: Extract<Change, { readonly op: 'replace' }>) {
  const { before, after } = change;
  if (before.username !== after.username) return undefined;
  const groups = [...new Set([...before.groups, ...after.groups])];
  const both: IdentityMapping = { ...after, groups };
  return { ...change, after: both };
}

const isDenied = (change: Change): boolean => change.op === 'remove' && change.cause === 'denied';
