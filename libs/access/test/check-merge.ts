import { expect } from 'vitest';
import { principalKey } from '../src/arn/index.ts';
import { sameAccess } from '../src/aws-auth/mapping.ts';
import { matchesOf } from '../src/aws-auth/match-identity.ts';
import { readAwsAuth } from '../src/aws-auth/read.ts';
import { deniedBy } from '../src/fleet/denied.ts';
import type { AwsAuthData, Reading } from '../src/aws-auth/reading.ts';
import { draftWrite, type Draft } from '../src/guardrails/draft-write.ts';
import type { Judged } from '../src/guardrails/guardrail.ts';
import { applyChanges } from '../src/merge/apply-changes.ts';
import { writes, type Change, type ChangeSet } from '../src/merge/change-set.ts';
import { planChanges, type PlanInput } from '../src/merge/plan-changes.ts';
import { remainingChanges } from '../src/merge/remaining-changes.ts';
import { isNodeAccess, nodePartOf, privilegesOf } from '../src/privileged/index.ts';
import { DECIDED } from './readings.ts';
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
  const second = withoutNodes(planChanges({ ...again, owned: set.owned }), again);
  expect(second.changes).toEqual([]);
  expect(second.foreign).toEqual(set.foreign);
  // Also for a run that never heard that its write had landed.
  expect(writes(withoutNodes(planChanges(again), again))).toEqual([]);
  expect(applyChanges(after, second)).toEqual(after);
}

/** An owned node row that was reduced is planned to be removed from then on; the guardrail `node-rows` refuses it. */
function withoutNodes(set: ChangeSet, { account }: PlanInput): ChangeSet {
  const changes = set.changes.filter(({ op, ...change }) => {
    return !(op === 'remove' && 'before' in change && isNodeAccess(change.before, account));
  });
  return { ...set, changes };
}

/** Every row that may decide gives what is desired; of what is owned and no longer asked for nodes alone have a row. */
function expectGranted(request: Request, { roles, users }: Reading): void {
  const { owned, account } = request;
  const isDenied = deniedBy(request.denied);
  const desired = request.desired.filter(({ arn }) => !isDenied(arn));
  for (const { principal } of [...roles, ...users]) expect(isDenied(principal)).toBe(false);
  const of = (rows: Reading['roles'], key: string) => rows.filter(({ principal }) => principal === key);
  const wanted = desired.map((mapping) => principalKey(mapping.arn));
  desired.forEach((mapping, index) => {
    const inRoles = of(roles, wanted[index]!);
    const deciding = inRoles.length > 0 ? inRoles : of(users, wanted[index]!);
    expect(deciding.length).toBeGreaterThan(0);
    for (const row of deciding) expect(sameAccess(row, mapping)).toBe(true);
  });
  for (const { principal: key } of owned) {
    if (wanted.includes(key)) continue;
    const rows = of(roles, key).length > 0 ? of(roles, key) : of(users, key);
    for (const row of rows) expect(isNodeAccess(row, account)).toBe(true);
  }
}

/** No live row outside of the change set is lost, hidden or changed, and none comes to life. */
function expectOthersUntouched(set: ChangeSet, before: Reading, after: Reading): void {
  const meant = new Set(writes(set).map(({ principal }) => principal));
  const others = (reading: Reading) =>
    [...reading.roles, ...reading.users]
      .filter(({ principal }) => !meant.has(principal))
      .map(({ list, arn, username, groups }) => ({ list, arn, username, groups }));
  expect(others(after)).toEqual(others(before));
  // Where the row stands may change.
  const match = (reading: Reading, arn: string) => ({ ...matchesOf(reading, arn)[0], row: undefined });
  for (const { arn } of others(before)) expect(match(after, arn)).toEqual(match(before, arn));
  expect(after.accounts).toEqual(before.accounts);
}

/** Exclusive removes neither foreign protected principals nor what nodes need. */
function expectKept(
  request: Request,
  { live, set }: { readonly live: Reading; readonly set: ChangeSet },
): void {
  const kept = new Set(request.protectedPrincipals.map(principalKey));
  for (const { op, principal, ...change } of set.changes) {
    if (op !== 'remove' || ('cause' in change && change.cause === 'denied')) continue;
    if (request.owned.some((one) => one.principal === principal)) continue;
    expect(kept.has(principal)).toBe(false);
    expect(nodePartOf(matchOf(live, principal), request.account)).toBeUndefined();
  }
}

/** A principal with what it comes in as. */
function matchOf(live: Reading, arn: string) {
  return { arn, username: '', groups: [], ...matchesOf(live, arn)[0] };
}

/**
 * The guardrails let nothing through that takes protected rows or node access away, owned or not, or makes somebody
 * of an account that is not trusted privileged.
 */
export function checkDraft(data: AwsAuthData, request: Request): void {
  const before = readAwsAuth(data);
  const changeSet = planChanges({ ...request, live: before });
  const { account, protectedPrincipals, desired } = request;
  const privilegedFrom = desired.slice(0, 1).map(({ arn }) => accountOf(arn));
  const limits = { account, protectedPrincipals, privilegedFrom, privilegedGroups: [] };
  const judged = { changeSet, before, owned: request.owned, own: [], removals: DECIDED, ...limits };
  const strangers = desired.filter(({ arn }) => !privilegedFrom.includes(accountOf(arn)));
  const after = draftedAfter(data, { ...judged, overrides: [] });
  const isPrivileged = (live: Reading, arn: string) =>
    privilegesOf(matchOf(live, arn), { privilegedGroups: [] }).length > 0;
  const promoted = strangers.filter(({ arn }) => isPrivileged(after, arn) && !isPrivileged(before, arn));
  expect(promoted).toEqual([]);
  draftedAfter(data, { ...judged, overrides: [{ rule: 'trusted-accounts', reason: 'a test' }] });
}

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** What is written and what is withheld are the changes that were asked for; what is owned and foreign is there. */
function expectWithheld(draft: Draft, { changeSet: asked, before, owned }: Omit<Judged, 'after'>): void {
  const { changeSet, withheld, refusals } = draft;
  const names = (changes: readonly Change[]) => changes.map(({ principal }) => principal).sort();
  expect(names([...changeSet.changes, ...withheld])).toEqual(names(asked.changes));
  expect(withheld.length > 0 || asked.changes.length === 0).toBe(
    refusals.length > 0 || asked.changes.length === 0,
  );
  const named = new Set(refusals.map(({ principal }) => principal));
  if (!named.has(undefined)) for (const { principal } of withheld) expect(named).toContain(principal);
  const rows = new Set([...before.roles, ...before.users].map(({ principal }) => principal));
  const was = new Set(owned.map(({ principal }) => principal));
  const is = new Set(changeSet.owned.map(({ principal }) => principal));
  for (const { op, principal } of withheld) {
    expect(is.has(principal)).toBe(op !== 'add' && was.has(principal));
    expect(changeSet.foreign.some(({ arn }) => principalKey(arn) === principal)).toBe(
      rows.has(principal) && !was.has(principal),
    );
  }
}

/** Drafting what is left again, after the write, writes nothing, and goes on to withhold the same. */
export function checkConverges(data: AwsAuthData, request: Request): void {
  const first = draftOf(data, request);
  const second = draftOf(first.data, { ...request, owned: first.changeSet.owned });
  expect(writes(second.changeSet)).toEqual([]);
  expect(second.data).toEqual(first.data);
  const again = (draft: Draft) => draft.withheld.map(({ op, principal }) => `${op} ${principal}`).sort();
  // The row of nodes that is no longer asked for is reduced by the first write, and kept from removal by the second.
  const third = draftOf(second.data, { ...request, owned: second.changeSet.owned });
  expect(again(third)).toEqual(again(second));
  expect(third.changeSet).toEqual(second.changeSet);
}

/** Nobody has decided anything: the first of foreign access is withheld. */
const FIRST = { ...DECIDED, exclusiveDecided: false };

function draftOf(data: AwsAuthData, request: Request): Draft {
  const before = readAwsAuth(data);
  const { account, protectedPrincipals, owned } = request;
  const limits = { account, protectedPrincipals, privilegedFrom: [], privilegedGroups: [] };
  const changeSet = planChanges({ ...request, live: before });
  return draftWrite(data, { changeSet, before, owned, own: [], removals: FIRST, ...limits, overrides: [] });
}

/** What stands after the draft, checked for protected and node rows; what stood where it was refused. */
function draftedAfter(data: AwsAuthData, judged: Omit<Judged, 'after'>): Reading {
  const { before, protectedPrincipals } = judged;
  const draft = draftWrite(data, judged);
  expectWithheld(draft, judged);
  const after = readAwsAuth(draft.data);
  expectOthersUntouched(draft.changeSet, before, after);
  expect(remainingChanges(draft.changeSet, after)).toEqual([]);
  for (const row of [...before.roles, ...before.users]) {
    const was = matchOf(before, row.arn);
    const kept = protectedPrincipals.includes(row.arn) ? was : nodePartOf(was, judged.account);
    if (kept === undefined || matchesOf(before, row.arn).length === 0) continue;
    expect(matchesOf(after, row.arn)[0]?.groups).toEqual(expect.arrayContaining([...kept.groups]));
  }
  return after;
}
