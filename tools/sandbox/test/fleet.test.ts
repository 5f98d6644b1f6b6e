import { parseClusterArn, clusterArn } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { makeFleet } from '../src/index.ts';

describe('makeFleet', () => {
  it('makes the same fleet from the same options, and another from another seed', () => {
    expect(makeFleet({ clusters: 30, seed: 3 })).toEqual(makeFleet({ clusters: 30, seed: 3 }));
    expect(makeFleet({ clusters: 30, seed: 3 })).not.toEqual(makeFleet({ clusters: 30, seed: 4 }));
  });

  it('names every cluster once, as EKS allows', () => {
    const { clusters } = makeFleet({ clusters: 2000, regions: ['us-gov-west-1', 'us-gov-east-1'] });
    const arns = clusters.map(clusterArn);
    expect(new Set(arns).size).toBe(2000);
    expect(arns.filter((arn) => parseClusterArn(arn) === undefined)).toEqual([]);
    expect(Math.max(...clusters.map(({ name }) => name.length))).toBeGreaterThan(60);
  });

  it('has the two roles in every account, trusted by the caller alone', () => {
    const { principals, caller } = makeFleet({ clusters: 10, accounts: 5 });
    expect(principals).toHaveLength(1 + 2 * 5);
    expect(principals.slice(1).every(({ trusts }) => trusts?.join() === caller)).toBe(true);
  });

  it('stays within one partition', () => {
    expect(() => makeFleet({ clusters: 1, regions: ['eu-west-1', 'cn-north-1'] })).toThrow(
      'of one partition',
    );
    expect(() => makeFleet({ clusters: 1, regions: [] })).toThrow(TypeError);
  });
});
