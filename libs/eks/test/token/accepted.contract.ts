import { describe, expect, it } from 'vitest';
import type { Cluster } from '@roster/access';
import { connectAws } from '../../src/aws.ts';
import { createCloud } from '../../src/cloud.ts';
import { mintToken } from '../../src/token/index.ts';
import type { TokenRig } from './rig.ts';

const MINUTE = 60_000;

/** A token of ours, of that principal's, signed at that time. */
async function ours({ world, place }: TokenRig, principal: string, signedAt: Date): Promise<string> {
  const credentials = world.sandbox.credentialsOf(principal);
  return (await mintToken({ credentials, region: place.region, clusterId: place.name, signedAt })).reveal();
}

/** Tokens that get in, and as whom. */
export function acceptedContract(rig: () => TokenRig): void {
  describe('a token of ours', () => {
    it('gets in, of a role and of a user', async () => {
      const { role, user, judge, order } = rig();
      const { signedAt } = order();
      expect(await judge(await ours(rig(), role, signedAt))).toMatchObject({
        status: 201,
        username: 'admin',
      });
      expect(await judge(await ours(rig(), user, signedAt))).toMatchObject({ status: 201, username: 'vera' });
    });

    it.each([0, 1, 5, 14])('gets in %i minutes after it was signed', async (minutes) => {
      const { role, judge } = rig();
      const token = await ours(rig(), role, new Date(Date.now() - minutes * MINUTE));
      expect(await judge(token)).toMatchObject({ status: 201, username: 'admin' });
    });

    it.each([16, 60, 24 * 60])('is refused %i minutes after it was signed', async (minutes) => {
      const token = await ours(rig(), rig().role, new Date(Date.now() - minutes * MINUTE));
      expect(await rig().refusal(token)).toContain('X-Amz-Date parameter is expired (15 minute expiration)');
    });

    it('is refused of a principal without a row', async () => {
      const { stranger, refusal } = rig();
      expect(await refusal(await ours(rig(), stranger, new Date()))).toContain('is not mapped');
    });

    it('gets in with 4,096 bytes, and is not made with more', async () => {
      const { world, place, role, judge } = rig();
      const sized = (length: number) => {
        const credentials = world.sandbox.addPrincipal({ arn: role, sessionToken: 'x'.repeat(length) });
        return mintToken({ credentials, region: place.region, clusterId: place.name, signedAt: new Date() });
      };
      const room = 4096 - (await sized(1)).reveal().length;
      const fits = await sized(1 + Math.floor((room * 3) / 4));
      expect(fits.reveal().length).toBeGreaterThan(4090);
      expect(await judge(fits.reveal())).toMatchObject({ status: 201, username: 'admin' });
      await expect(sized(room)).rejects.toMatchObject({ name: 'BadInputFault' });
      world.sandbox.addPrincipal({ arn: role });
    });

    it('by the port Cloud comes in as the cluster’s role, in a session that is named for who looks', async () => {
      const { world, place, arn, role, judge } = rig();
      const cloud = createCloud(connectAws({ env: world.sandbox.env, clock: () => new Date() }));
      const checks = { daemonSets: [], pods: [], access: [] };
      const cluster: Cluster = { ...place, arn, labels: {}, roles: { read: role }, checks };
      const target = { cluster, as: 'read', run: '20261101T120000Z-a1' } as const;
      const token = await cloud.token({ ...target, tokenId: place.name, signedAt: new Date() });
      const { status, username, extra } = await judge(token.reveal());
      expect([status, username]).toEqual([201, 'admin']);
      expect(extra).toMatchObject({ canonicalArn: [role], sessionName: ['roster-cli'] });
    });
  });

  describe('a token of AWS’s signer', () => {
    it.each([0, 1, 60, 900])('may say that it expires in %i seconds', async (expires) => {
      const { signed, judge, order } = rig();
      const signedAt = new Date(order().signedAt.getTime() - MINUTE);
      expect(await judge(await signed({ expires, signedAt }))).toMatchObject({ status: 201 });
    });

    it.each([
      ['sts.amazonaws.com', 'us-east-1'],
      ['sts.eu-west-1.api.aws', 'eu-west-1'],
      ['sts-fips.us-west-2.amazonaws.com', 'us-west-2'],
      ['sts.ap-southeast-2.amazonaws.com', 'ap-southeast-2'],
    ])('may come from %s', async (host, region) => {
      expect(await rig().judge(await rig().signed({ host, region }))).toMatchObject({ status: 201 });
    });

    it('may be signed up to 15 minutes ahead of the clock', async () => {
      const { signed, judge, refusal } = rig();
      const ahead = (minutes: number) => signed({ signedAt: new Date(Date.now() + minutes * MINUTE) });
      expect(await judge(await ahead(14))).toMatchObject({ status: 201 });
      expect(await refusal(await ahead(16))).toContain('not yet current');
    });
  });
}
