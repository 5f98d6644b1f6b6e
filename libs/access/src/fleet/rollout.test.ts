import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster, FailureBudget, Fleet } from './fleet.ts';
import { budgetOf, ownershipOf, waveOf, wavesOf } from './rollout.ts';

function cluster(name: string, ring?: string): Cluster {
  return {
    arn: `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`,
    name,
    account: '111122223333',
    region: 'eu-west-1',
    labels: ring === undefined ? {} : { ring },
    roles: {},
    checks: { daemonSets: [], pods: [], access: [] },
  };
}

const canary = { matchLabels: { ring: 'canary' } };
const rollout: Fleet['rollout'] = {
  waves: [
    { name: 'canary', clusters: canary },
    { name: 'nobody', clusters: { matchLabels: { ring: 'none' } } },
    { name: 'early', clusters: { matchExpressions: [{ key: 'ring', operator: 'Exists' }] } },
  ],
  failureBudget: { percent: 5 },
};

describe('waves', () => {
  it('take a cluster in the first that matches, the rest last, and leave empty ones out', () => {
    const all = [cluster('a'), cluster('b', 'two'), cluster('c', 'canary'), cluster('d')];
    const cut = wavesOf({ rollout }, all).map(({ name, clusters }) => [name, clusters.map((c) => c.name)]);
    expect(cut).toEqual([
      ['canary', ['c']],
      ['early', ['b']],
      ['rest', ['a', 'd']],
    ]);
    expect(all.map((one) => waveOf({ rollout }, one))).toEqual(['rest', 'early', 'canary', 'rest']);
  });

  it('put a wave that is named rest with the rest, last', () => {
    const waves = [{ name: 'rest', clusters: { names: ['a'] } }, ...rollout.waves];
    const cut = wavesOf({ rollout: { ...rollout, waves } }, [cluster('a'), cluster('c', 'canary')]);
    expect(cut.map(({ name }) => name)).toEqual(['canary', 'rest']);
  });
});

describe('the failure budget', () => {
  it.each<[FailureBudget, number, number]>([
    [{ percent: 5 }, 200, 10],
    [{ percent: 5 }, 201, 11],
    [{ percent: 5 }, 3, 1],
    [{ percent: 5 }, 0, 1],
    [{ percent: 0 }, 100, 1],
    [{ percent: 7 }, 100, 7],
    [{ percent: 1.1 }, 1000, 11],
    [{ percent: 100 }, 4, 4],
    [{ count: 3 }, 100, 3],
    [{ count: 0 }, 100, 1],
  ])('%j of %i clusters is %i', (budget, size, count) => expect(budgetOf(budget, size)).toBe(count));

  it('is at least one, and never over the wave for a share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 10_000 }), (percent, size) => {
        const budget = budgetOf({ percent }, size);
        expect(budget).toBeGreaterThanOrEqual(1);
        expect(budget).toBeLessThanOrEqual(size);
        expect(budget - (size * percent) / 100).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('ownership', () => {
  it('is that of the first that matches, else merge', () => {
    const ownership: Fleet['ownership'] = [
      { clusters: canary, mode: 'exclusive' },
      { clusters: {}, mode: 'merge' },
    ];
    expect(ownershipOf({ ownership }, cluster('c', 'canary'))).toBe('exclusive');
    expect(ownershipOf({ ownership }, cluster('a'))).toBe('merge');
    expect(ownershipOf({ ownership: [] }, cluster('a'))).toBe('merge');
  });
});
