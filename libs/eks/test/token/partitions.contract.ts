import { stsHost } from '@roster/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintToken } from '../../src/token/index.ts';
import { startRig, type StartWorld, type TokenRig } from './rig.ts';

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

/** Tokens in every partition (facts.md, The token). */
export function partitionsContract(start: StartWorld): void {
  describe.each(Object.entries(REGIONS))('in partition %s', (partition, region) => {
    let rig: TokenRig & AsyncDisposable;
    beforeAll(async () => {
      rig = await startRig(start, { name: 'payments', account: '111122223333', region });
    });
    afterAll(() => rig[Symbol.asyncDispose]());

    it('ours gets in, of a role and of a user', async () => {
      expect(rig.world.sandbox.clusterArns()).toEqual([
        `arn:${partition}:eks:${region}:111122223333:cluster/payments`,
      ]);
      for (const principal of [rig.role, rig.user]) {
        const credentials = rig.world.sandbox.credentialsOf(principal);
        const token = await mintToken({ credentials, region, clusterId: 'payments', signedAt: new Date() });
        const { status, extra } = await rig.judge(token.reveal());
        expect([status, extra?.['canonicalArn']]).toEqual([201, [principal]]);
      }
    });

    it(`one of the global host ${partition === 'aws' ? 'gets in' : 'is refused'}`, async () => {
      const token = await rig.signed({ host: 'sts.amazonaws.com', region: 'us-east-1' });
      if (partition === 'aws') expect(await rig.judge(token)).toMatchObject({ status: 201 });
      else expect(await rig.refusal(token)).toContain('input token was not properly formatted');
    });

    it('one of another partition’s host is refused', async () => {
      const other = partition === 'aws-cn' ? 'eu-west-1' : 'cn-northwest-1';
      const token = await rig.signed({ host: stsHost(other), region: other });
      expect(await rig.refusal(token)).toContain('input token was not properly formatted');
    });
  });
}
