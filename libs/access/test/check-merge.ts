import { expect } from 'vitest';
import { principalKey } from '../src/arn/index.ts';
import { sameAccess } from '../src/aws-auth/mapping.ts';
import { matchIdentity } from '../src/aws-auth/match-identity.ts';
import { readAwsAuth } from '../src/aws-auth/read.ts';
import type { AwsAuthData, Reading } from '../src/aws-auth/reading.ts';
import { draftWrite } from '../src/guardrails/draft-write.ts';
import type { Judged } from '../src/guardrails/guardrail.ts';
import { applyChanges } from '../src/merge/apply-changes.ts';
import { writes, type ChangeSet } from '../src/merge/change-set.ts';
import { isNodeRow } from '../src/merge/live-rows.ts';
import { planChanges, type PlanInput } from '../src/merge/plan-changes.ts';
import { remainingChanges } from '../src/merge/remaining-changes.ts';
import type { Request } from '../src/testing/index.ts';

/** Everything that holds of a merge, whatever the document (issue: property tests). */
export function checkMerge(data: AwsAuthData, request: Request): void {
  const live = readAwsAuth(data);
  const set = planChanges({ ...request, live });
  const after = applyChanges(data, set);
  const reading = readAwsAuth(after);
  expectDone(after, set, { ...request, live: reading });
  expectGranted(request, reading);
  expectOthersUntouched(set, live, reading);
  for (const key of Object.keys(data))
    if (key !== 'mapRoles' && key !== 'mapUsers') expect(after[key]).toBe(data[key]);
  if (request.mode === 'exclusive') expectKept(request, { live, set });
}

/** After a merge a diff has no add, replace or remove; a second merge gives the same text. */
function expectDone(after: AwsAuthData, set: ChangeSet, again: PlanInput): void {
  expect(remainingChanges(set, again.live)).toEqual([]);
  const second = planChanges({ ...again, owned: set.owned });
  expect(second.changes).toEqual([]);
  expect(second.foreign).toEqual(set.foreign);
  // Also for a run that never heard that its write had landed.
  expect(writes(planChanges(again))).toEqual([]);
  expect(applyChanges(after, second)).toEqual(after);
}

/** Every row that may decide gives what is desired; of what is owned and no longer asked for no row is left. */
function expectGranted({ desired, owned }: Request, { roles, users }: Reading): void {
  const of = (rows: Reading['roles'], key: string) => rows.filter(({ principal }) => principal === key);
  const wanted = desired.map((mapping) => principalKey(mapping.arn));
  desired.forEach((mapping, index) => {
    const inRoles = of(roles, wanted[index]!);
    const deciding = inRoles.length > 0 ? inRoles : of(users, wanted[index]!);
    expect(deciding.length).toBeGreaterThan(0);
    for (const row of deciding) expect(sameAccess(row, mapping)).toBe(true);
  });
  for (const key of owned) if (!wanted.includes(key)) expect(of([...roles, ...users], key)).toEqual([]);
}

/** No live row outside of the change set is lost, hidden or changed, and none comes to life. */
function expectOthersUntouched(set: ChangeSet, before: Reading, after: Reading): void {
  const meant = new Set(writes(set).map(({ principal }) => principal));
  const others = (reading: Reading) =>
    [...reading.roles, ...reading.users]
      .filter(({ principal }) => !meant.has(principal))
      .map(({ list, arn, username, groups }) => ({ list, arn, username, groups }));
  expect(others(after)).toEqual(others(before));
  for (const { arn } of others(before)) expect(matchIdentity(after, arn)).toEqual(matchIdentity(before, arn));
  expect(after.accounts).toEqual(before.accounts);
}

/** Exclusive removes neither foreign protected principals nor foreign node rows. */
function expectKept(
  request: Request,
  { live, set }: { readonly live: Reading; readonly set: ChangeSet },
): void {
  const kept = new Set(request.protectedPrincipals.map(principalKey));
  const nodes = [...live.roles, ...live.users].filter(isNodeRow).map(({ principal }) => principal);
  for (const { op, principal } of set.changes) {
    if (op !== 'remove' || request.owned.includes(principal)) continue;
    expect(kept.has(principal)).toBe(false);
    expect(nodes).not.toContain(principal);
  }
}

/**
 * The guardrails let nothing through that takes protected or node rows away, owned or not, or makes somebody of an
 * account that is not trusted a master.
 */
export function checkDraft(data: AwsAuthData, request: Request): void {
  const before = readAwsAuth(data);
  const changeSet = planChanges({ ...request, live: before });
  const { protectedPrincipals, desired } = request;
  const mastersFrom = desired.slice(0, 1).map(({ arn }) => accountOf(arn));
  const judged = { changeSet, before, own: [], protectedPrincipals, mastersFrom };
  const strangers = desired.filter(({ arn }) => !mastersFrom.includes(accountOf(arn)));
  const after = draftedAfter(data, { ...judged, overrides: [] });
  const promoted = strangers.filter(({ arn }) => isMaster(after, arn) && !isMaster(before, arn));
  expect(promoted).toEqual([]);
  draftedAfter(data, { ...judged, overrides: [{ rule: 'trusted-accounts', reason: 'a test' }] });
}

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
const isMaster = (reading: Reading, arn: string): boolean =>
  matchIdentity(reading, arn)?.groups.includes('system:masters') ?? false;

/** What stands after the draft, checked for protected and node rows; what stood where it was refused. */
function draftedAfter(data: AwsAuthData, judged: Omit<Judged, 'after'>): Reading {
  const { before, protectedPrincipals } = judged;
  const draft = draftWrite(data, judged);
  if (draft.data === undefined) expect(draft.refusals).not.toEqual([]);
  const after = readAwsAuth(draft.data ?? data);
  for (const row of [...before.roles, ...before.users]) {
    const was = matchIdentity(before, row.arn);
    if (was === undefined || !(isNodeRow(was) || protectedPrincipals.includes(row.arn))) continue;
    expect(matchIdentity(after, row.arn)?.groups).toEqual(expect.arrayContaining([...was.groups]));
  }
  return after;
}
