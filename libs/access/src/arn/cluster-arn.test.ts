import { describe, expect, it } from 'vitest';
import { clusterArn, isClusterName, parseClusterArn } from './cluster-arn.ts';

describe('cluster ARNs', () => {
  it.each([
    ['eu-west-1', 'arn:aws:eks:eu-west-1:111122223333:cluster/payments-prod'],
    ['cn-north-1', 'arn:aws-cn:eks:cn-north-1:111122223333:cluster/payments-prod'],
    ['us-gov-east-1', 'arn:aws-us-gov:eks:us-gov-east-1:111122223333:cluster/payments-prod'],
  ])('are made and taken apart in %s', (region, arn) => {
    const cluster = { name: 'payments-prod', account: '111122223333', region };
    expect(clusterArn(cluster)).toBe(arn);
    expect(parseClusterArn(arn)).toMatchObject(cluster);
  });

  it.each([
    'payments-prod',
    'arn:aws:eks:eu-west-1:111122223333:nodegroup/a/b/c',
    'arn:aws:eks:eu-west-1:111122223333:cluster/',
    'arn:aws:eks:eu-west-1:111122223333:cluster/a/b',
    'arn:aws:eks:eu-west-1:1111:cluster/a',
    'arn:aws:eks::111122223333:cluster/a',
    'arn:mars:eks:eu-west-1:111122223333:cluster/a',
    'arn:aws:ecs:eu-west-1:111122223333:cluster/a',
    'arn:aws:eks:us_east_1:111122223333:cluster/a',
    'arn:aws:eks:cn-north-1:111122223333:cluster/a',
    `arn:aws:eks:eu-west-1:111122223333:cluster/${'a'.repeat(101)}`,
  ])('are not %s', (arn) => expect(parseClusterArn(arn)).toBeUndefined());
});

describe('the name of a cluster', () => {
  it.each(['a', '0', 'payments-prod_2', 'x'.repeat(100), 'bb869b5f-fcd2-4c1f-a7ef-0a2a1c4d1e5b'])(
    'can be %s',
    (name) => expect(isClusterName(name)).toBe(true),
  );

  it.each(['', '-a', '_a', 'a b', 'a/b', 'a.b', 'a\n', 'é', 'x'.repeat(101), '$CLUSTER'])(
    'cannot be %j',
    (name) => expect(isClusterName(name)).toBe(false),
  );
});
