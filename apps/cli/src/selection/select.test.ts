import { clusterArn, type Cluster } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { namedClusters, oneCluster, selectorOf } from './select.ts';

const cluster = (name: string, region: string): Cluster => {
  const place = { name, account: '111122223333', region };
  const checks = { daemonSets: [], pods: [], access: [] };
  return { ...place, arn: clusterArn(place), labels: {}, roles: {}, checks };
};
const [here, there, other] = [
  cluster('payments', 'eu-west-1'),
  cluster('payments', 'us-east-1'),
  cluster('search', 'eu-west-1'),
];
const ALL = [here, there, other];

describe('a name that several clusters have', () => {
  const refused = `2 clusters are named payments: give the ARN\n  ${here.arn}\n  ${there.arn}`;

  it('is refused with their ARNs, where one is meant and where several may be given', () => {
    expect(() => oneCluster(ALL, 'payments')).toThrow(refused);
    expect(() => namedClusters(ALL, ['search', 'payments'])).toThrow(refused);
  });

  it('is no hindrance to an ARN, or to another name', () => {
    expect(namedClusters(ALL, [there.arn, 'search', 'search'])).toEqual([there, other]);
    expect(oneCluster(ALL, here.arn)).toBe(here);
  });

  it('does not hide another name that is wrong', () => {
    expect(() => namedClusters(ALL, ['payments', 'serach'])).toThrow(
      `${refused}\nthe catalog has no cluster named serach`,
    );
  });
});

it('no name means all clusters, and no option selects them all', () => {
  expect(namedClusters(ALL, [])).toBe(ALL);
  expect(selectorOf({ selector: undefined, clusters: [], accounts: [], regions: [] })).toEqual({});
});
