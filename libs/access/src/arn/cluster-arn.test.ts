import { describe, expect, it } from 'vitest';
import { clusterArn, parseClusterArn } from './cluster-arn.ts';

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
  ])('are not %s', (arn) => expect(parseClusterArn(arn)).toBeUndefined());
});
