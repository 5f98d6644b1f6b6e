import {
  sameAccess,
  type AwsAuthData,
  type Change,
  type IdentityMapping,
  type OwnedAccess,
  type Reading,
} from '@roster/access';
import type { WriteIntent } from '../ports/index.ts';
import { digestOf } from '../write/digest.ts';
import type { Known } from './recall.ts';
import type { Visit } from './visit.ts';

interface Live {
  readonly data: AwsAuthData | undefined;
  readonly reading: Reading;
}

/**
 * The access that Roster answers for, as the status has it. Where the status was lost, or has not heard of the last
 * write (a run that ended between its patch and the status), as that write intended, for what landed of it.
 */
export async function ownedRows(
  visit: Visit,
  { status, last }: Known,
  live: Live,
): Promise<readonly OwnedAccess[]> {
  if (last === undefined) return status.owned ?? [];
  if (status.owned !== undefined && !sameList(status.owned, last.ownedBefore)) return status.owned;
  const stands = digestOf(live.data);
  if (stands === last.intended) return last.ownedAfter;
  if (stands === digestOf(last.snapshot?.data) || sameList(last.ownedBefore, last.ownedAfter))
    return last.ownedBefore;
  const { run, cluster } = last;
  const finding = await visit.deps.journal.getFinding({ run, mode: 'apply', cluster });
  return [...last.ownedBefore, ...landedRows(last, finding?.changeSet.changes ?? [], live.reading)];
}

/** What a write was to bring, and what stands as it meant it. */
function landedRows(
  { ownedBefore, ownedAfter, back }: WriteIntent,
  changes: readonly Change[],
  live: Reading,
): readonly OwnedAccess[] {
  const before = new Set(ownedBefore.map(({ principal }) => principal));
  const rows = [...live.roles, ...live.users];
  return ownedAfter.filter(({ principal }) => {
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

/** True when both lists hold the same values, in whatever order. */
export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  const values = new Set(a.map((one) => JSON.stringify(one)));
  return (
    values.size === new Set(b.map((one) => JSON.stringify(one))).size &&
    b.every((one) => values.has(JSON.stringify(one)))
  );
}
