import { stsHost } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { call, connectionOf } from './kubernetes-client.ts';
import { WHO_AM_I } from './fixture.ts';
import { mintToken } from './mint-token.ts';

const REGIONS = {
  aws: 'ap-southeast-2',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};

describe.each(Object.entries(REGIONS))('in partition %s', (partition, region) => {
  it('a cluster takes tokens of its own STS, and no global ones but in aws', async () => {
    const cluster = { name: 'payments', account: '111122223333', region };
    const creator = `arn:${partition}:iam::111122223333:user/roster`;
    await using sandbox = await startSandbox({ dynamodb: false, clusters: [{ ...cluster, creator }] });
    expect(sandbox.caller.arn).toBe(creator);
    expect(sandbox.clusterArns()).toEqual([`arn:${partition}:eks:${region}:111122223333:cluster/payments`]);
    const connection = await connectionOf(sandbox, cluster);
    const status = async (host: string, signedFor: string) => {
      const order = { keys: sandbox.caller, cluster: cluster.name, signedAt: new Date() };
      const token = await mintToken({ ...order, host, region: signedFor });
      return (await call(connection, { ...WHO_AM_I, token })).status;
    };
    expect(await status(stsHost(region), region)).toBe(201);
    expect(await status('sts.amazonaws.com', 'us-east-1')).toBe(partition === 'aws' ? 201 : 401);
  });
});
