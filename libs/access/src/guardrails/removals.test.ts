import { describe, expect, it } from 'vitest';
import { account, DECIDED, mapping, owning, reading, role } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import { planChanges, type PlanInput } from '../merge/plan-changes.ts';
import { foreseenRemovals } from './foreseen-removals.ts';
import { undecidedRemovals, type RemovalRules } from './removals.ts';

const ops = { ...mapping(role('Ops'), ['ops']), grants: ['g'] };
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => mapping(role(`Stranger${index}`), ['view']));

interface Case extends Partial<Omit<PlanInput, 'live'>> {
  readonly rules?: Partial<RemovalRules>;
}

/** What waits for a decision on a cluster with these rows: as Apply judges it, and as it is foreseen. */
function undecided(rows: readonly IdentityMapping[], { rules: some = {}, ...more }: Case = {}) {
  const rest = { desired: [ops], owned: owning(ops), mode: 'exclusive', account } as const;
  const input = { ...rest, protectedPrincipals: [], denied: [], ...more };
  const rules = { ...DECIDED, ...some };
  const changeSet = planChanges({ ...input, live: reading(rows) });
  const { owned } = input;
  const judged = undecidedRemovals({ changeSet, owned, access: rows.length, rules });
  const ours = new Set(owned.map(({ principal }) => principal));
  const foreign = rows.filter(({ arn }) => !ours.has(arn.toLowerCase()));
  expect(foreseenRemovals({ ...input, foreign, rules })).toBe(judged.changes.length);
  return judged;
}

describe('removals that no push decided', () => {
  it('are all of foreign access, however few, until somebody has decided that it goes here', () => {
    const first = undecided([ops, ...strangers(1)], { rules: { exclusiveDecided: false } });
    expect(first).toMatchObject({ changes: [{ op: 'remove', cause: 'exclusive' }] });
    expect(first.why).toBe('1 removal of foreign access, the first on this cluster');
    expect(undecided([ops, ...strangers(1)])).toEqual({ changes: [], why: '' });
  });

  it.each([
    [5, 6, 0],
    [6, 7, 6],
    [8, 40, 0],
    [9, 40, 9],
  ])('wait where they are many: %i of %i accesses', (going, access, waiting) => {
    const kept = Array.from({ length: access - going }, (_, index) =>
      mapping(role(`Kept${index}`), ['view']),
    );
    const desired = kept.map((row) => ({ ...row, grants: ['g'] }));
    const found = undecided([...kept, ...strangers(going)], { desired, owned: owning(...kept) });
    expect(found.changes).toHaveLength(waiting);
    if (waiting > 0) expect(found.why).toContain(`${going} removals out of ${access} accesses, more than`);
  });

  it('wait where they leave the cluster without access that a grant gave', () => {
    const { changes, why } = undecided(strangers(2), { desired: [], owned: [] });
    expect(changes).toHaveLength(2);
    expect(why).toBe('2 removals, which would leave the cluster without granted access');
  });

  it('are replacements too, where they take groups from access that is not ours', () => {
    const wide = strangers(6).map((row) => ({ ...row, groups: ['view', 'edit'] }));
    const desired = strangers(6).map((row) => ({ ...row, grants: ['g'] }));
    expect(undecided(wide, { desired, owned: [], mode: 'merge' }).changes).toHaveLength(6);
    expect(undecided(wide, { desired, owned: owning(...wide), mode: 'merge' }).changes).toEqual([]);
    const wider = strangers(6).map((row) => ({ ...row, groups: [] }));
    expect(undecided(wider, { desired, owned: [], mode: 'merge' }).changes).toEqual([]);
  });

  it('are what files withdraw that prune, but for grants past their end', () => {
    const gone = strangers(7);
    const pruning = (ended: readonly string[]) =>
      undecided([ops, ...gone], {
        owned: owning(ops, ...gone),
        mode: 'merge',
        rules: { prune: true, ended },
      });
    expect(pruning([]).changes).toHaveLength(7);
    expect(pruning(gone.slice(0, 2).map(({ arn }) => arn)).changes).toEqual([]);
  });

  it('are none of what a push has withdrawn, and nobody who is denied', () => {
    const gone = strangers(30);
    expect(undecided(gone, { desired: [], owned: owning(...gone) }).changes).toEqual([]);
    const denied = gone.map(({ arn }) => arn);
    expect(
      undecided(gone, { desired: [], owned: [], denied, rules: { exclusiveDecided: false } }).changes,
    ).toEqual([]);
  });
});
