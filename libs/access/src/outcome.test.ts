import { expect, it } from 'vitest';
import { countsAgainstBudget, isGood, isWorse, OUTCOME_KINDS } from './outcome.ts';

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

it('calls worse what needs somebody more than what was before, and never the same kind again', () => {
  const worseThan = (was: string) => OUTCOME_KINDS.filter((kind) => isWorse(kind, was));
  const bad = ['blocked', 'unreachable', 'denied', 'unhealthy', 'rolledBack', 'failed'];
  for (const right of ['inSync', 'changed', 'healthy']) expect(worseThan(right)).toEqual(['drifted', ...bad]);
  for (const [index, kind] of ['drifted', ...bad].entries())
    expect(worseThan(kind)).toEqual(bad.slice(index));
});

it('expects drift, and nothing worse, of a cluster that nobody has seen', () => {
  expect(isWorse('drifted', '')).toBe(false);
  expect(isWorse('blocked', '')).toBe(true);
});
