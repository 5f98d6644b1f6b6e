import { sameAccess, type Change, type IdentityMapping, type Reading } from '@roster/access';
import { digestOf } from '../write/digest.ts';
import type { AwsAuthData } from '@roster/access';
import type { WriteIntent } from '../ports/index.ts';
import type { Known } from './recall.ts';
import type { Visit } from './visit.ts';

interface Live {
  readonly data: AwsAuthData | undefined;
  readonly reading: Reading;
}

/**
 * The principals whose rows Roster answers for: as the status tells. Where the status was lost, or has not heard of
 * the last write (a run that ended between its patch and the status), as that write intended, for what landed of it.
 */
export async function ownedRows(
  visit: Visit,
  { status, last }: Known,
  live: Live,
): Promise<readonly string[]> {
  if (last === undefined) return status.owned ?? [];
  if (status.owned !== undefined && !sameSet(status.owned, last.ownedBefore)) return status.owned;
  const stands = digestOf(live.data);
  if (stands === last.intended) return last.ownedAfter;
  if (stands === digestOf(last.snapshot?.data) || sameSet(last.ownedBefore, last.ownedAfter))
    return last.ownedBefore;
  const finding = await visit.deps.journal.getFinding(last.run, last.cluster);
  const landed = landedRows(last, finding?.changeSet.changes ?? [], live.reading);
  return [...new Set([...last.ownedBefore, ...landed])];
}

/** The rows that a write was to bring, and that stand as it meant them. */
function landedRows(
  { ownedBefore, ownedAfter, back }: WriteIntent,
  changes: readonly Change[],
  live: Reading,
) {
  const before = new Set(ownedBefore);
  const rows = [...live.roles, ...live.users];
  return ownedAfter.filter((principal) => {
    if (before.has(principal)) return false;
    const change = changes.find((one) => one.principal === principal);
    const meant = change && meantRow(change, back);
    return meant !== undefined && rows.some((row) => row.principal === principal && sameAccess(row, meant));
  });
}

function meantRow(change: Change, back: boolean): IdentityMapping | undefined {
  if (back) return 'before' in change ? change.before : undefined;
  return 'after' in change ? change.after : undefined;
}

/** True when both hold the same texts, in whatever order. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((one) => set.has(one));
}
