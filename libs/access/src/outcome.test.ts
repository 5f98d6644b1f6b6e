import { expect, it } from 'vitest';
import { countsAgainstBudget, isGood, OUTCOME_KINDS } from './outcome.ts';

it('counts what a run did harm to, or never heard from, and nothing that was wrong before', () => {
  const kinds = OUTCOME_KINDS.filter((kind) => countsAgainstBudget({ kind, reason: '' }));
  expect(kinds).toEqual(['rolledBack', 'failed']);
  expect(countsAgainstBudget({ kind: 'pending' })).toBe(true);
  expect(countsAgainstBudget({ kind: 'unhealthy', reason: 'after' })).toBe(true);
  expect(countsAgainstBudget({ kind: 'unhealthy', reason: 'before' })).toBe(false);
});

it('calls good what is as it should be, or was only planned', () => {
  expect(OUTCOME_KINDS.filter(isGood)).toEqual(['inSync', 'drifted', 'changed', 'healthy']);
});
