import { describe, expect, it } from 'vitest';
import { account, mapping, owning, reading, role } from '../../test/readings.ts';
import { planChanges } from './plan-changes.ts';
import { remainingChanges } from './remaining-changes.ts';

const [a, b, gone] = [mapping(role('A'), ['x']), mapping(role('B'), ['x']), mapping(role('Gone'), ['x'])];
const before = reading([{ ...b, groups: [] }, gone, mapping(role('Foreign'))]);
const set = planChanges({
  desired: [a, b].map((one) => ({ ...one, grants: ['g'] })),
  live: before,
  owned: owning(gone),
  mode: 'merge',
  account,
  protectedPrincipals: [],
  denied: [],
});
const ops = (live: typeof before) => remainingChanges(set, live).map(({ op }) => op);

describe('remainingChanges', () => {
  it('are all of the writes before the write', () =>
    expect(ops(before)).toEqual(['add', 'replace', 'remove']));

  it('are none once the cluster shows them', () => expect(ops(reading([b, a]))).toEqual([]));

  it('are those that a later duplicate or another list undoes', () => {
    expect(ops(reading([{ ...a, groups: ['y'] }, b], [a, gone]))).toEqual(['add', 'remove']);
  });
});
