import { startSandbox } from '@roster/sandbox';
import { describe, expect, it } from 'vitest';
import { connectAws } from './aws.ts';
import { discoverClusters } from './discovery.ts';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/RosterRead`;
const caller = 'arn:aws:iam::999999999999:user/roster';
const clusters = [
  ...Array.from({ length: 130 }, (_, i) => ({ name: `c${i}`, account, region: 'eu-west-1' })),
  { name: 'tagged', account, region: 'us-east-1', tags: { env: 'prod' }, status: 'CREATING' as const },
  { name: 'others', account: '444455556666', region: 'us-east-1' },
];

describe('discoverClusters', () => {
  it('finds all clusters of the account in those Regions, over several pages', async () => {
    await using sandbox = await startSandbox({
      caller,
      principals: [{ arn: role }],
      clusters,
      dynamodb: false,
    });
    const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
    const regions = ['eu-west-1', 'us-east-1', 'eu-north-1'];
    const found = await discoverClusters(aws, { role, run: 'discover', regions });
    expect(found.failed).toEqual([]);
    expect(found.clusters).toHaveLength(131);
    expect(found.clusters.at(-1)).toEqual({
      arn: `arn:aws:eks:us-east-1:${account}:cluster/tagged`,
      ...{ name: 'tagged', account, region: 'us-east-1', status: 'CREATING', tags: { env: 'prod' } },
    });
    expect(sandbox.calls()['eks:ListClusters']).toBe(4);
  });

  it('goes on where a Region or a cluster cannot be asked, and says which', async () => {
    await using sandbox = await startSandbox({
      caller,
      principals: [{ arn: role }],
      clusters,
      dynamodb: false,
    });
    sandbox.cluster(`arn:aws:eks:eu-west-1:${account}:cluster/c7`).setFaults({ describe: 'denied' });
    sandbox.cluster(`arn:aws:eks:us-east-1:${account}:cluster/tagged`).setFaults({ describe: 'notFound' });
    const aws = connectAws({ env: sandbox.env, clock: () => new Date() });
    const found = await discoverClusters(aws, { role, run: 'discover', regions: ['eu-west-1', 'us-east-1'] });
    expect(found.clusters).toHaveLength(129);
    expect(found.failed).toMatchObject([{ region: 'eu-west-1', name: 'c7', fault: { name: 'DeniedFault' } }]);
    expect(found.failed[0]?.fault.message).toContain('eu-west-1/c7');
  });

  it('says which Region knows nobody', async () => {
    await using sandbox = await startSandbox({ caller, clusters, dynamodb: false });
    const aws = connectAws({
      env: { ...sandbox.env, AWS_SECRET_ACCESS_KEY: 'wrong' },
      clock: () => new Date(),
    });
    const { failed } = await discoverClusters(aws, { run: 'discover', regions: ['eu-west-1', 'us-east-1'] });
    expect(failed.map(({ region, fault }) => [region, fault.name])).toEqual([
      ['eu-west-1', 'CredentialsFault'],
      ['us-east-1', 'CredentialsFault'],
    ]);
  });
});
