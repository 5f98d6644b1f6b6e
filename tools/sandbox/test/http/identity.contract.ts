import { describe, expect, it } from 'vitest';
import { row, WHO_AM_I } from '../fixture.ts';
import { MASTER, ROLE, USER, type HttpRig, type OnHttp } from './rig.ts';

interface UserInfo {
  readonly username?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** What SelfSubjectReview answers to a token of that principal's. */
export async function userInfo({ send }: Pick<HttpRig, 'send'>, token: string): Promise<UserInfo> {
  const { status, body } = await send({ ...WHO_AM_I, token });
  expect(status).toBe(201);
  return (body as { status: { userInfo: UserInfo } }).status.userInfo;
}

const OPS = { mapRoles: row(ROLE, 'admin', 'ops') };
const like = (pattern: RegExp) => expect.stringMatching(pattern) as string;

/** Who somebody is in the cluster, and how long a token is good for. */
export function identityContract(on: OnHttp): void {
  reviewsOfOneself(on);
  creators(on);
  keptTokens(on);
}

function reviewsOfOneself(on: OnHttp): void {
  describe('SelfSubjectReview', () => {
    it('says of a role who it is to AWS, and in which session', () =>
      on({ awsAuth: OPS }, async (rig) => {
        const info = await userInfo(rig, await rig.sessionToken(ROLE, 'night-shift'));
        const id = like(/^AROA[A-Z2-7]{17}$/);
        expect(info).toEqual({
          username: 'admin',
          uid: like(/^aws-iam-authenticator:111122223333:AROA[A-Z2-7]{17}$/),
          groups: ['ops', 'system:authenticated'],
          extra: {
            arn: ['arn:aws:sts::111122223333:assumed-role/Admin/night-shift'],
            canonicalArn: [ROLE],
            sessionName: ['night-shift'],
            accessKeyId: [like(/^ASIA/)],
            principalId: [id],
            'sigs.k8s.io/aws-iam-authenticator/principalId': [id],
          },
        });
      }));

    it('says of a user the same, with its path and without a session', () =>
      on({ awsAuth: { mapUsers: `- userarn: ${USER}\n  username: vera\n` } }, async (rig) => {
        const { username, groups, extra } = await userInfo(rig, await rig.token(USER));
        expect([username, groups]).toEqual(['vera', ['system:authenticated']]);
        expect(extra).toMatchObject({ arn: [USER], canonicalArn: [USER], accessKeyId: [like(/^AKIA/)] });
        expect(extra?.['sessionName']).toEqual(['']);
      }));

    it('is an object of its kind, made now', () =>
      on({}, async ({ send }) => {
        const creationTimestamp = like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        const kind = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' };
        expect((await send(WHO_AM_I)).body).toMatchObject({ ...kind, metadata: { creationTimestamp } });
      }));
  });
}

function creators(on: OnHttp): void {
  it('the creator comes in before its row is looked at', () =>
    on({ awsAuth: { mapRoles: row(MASTER, 'by-row', 'ops') } }, async (rig) => {
      const { username, groups } = await userInfo(rig, await rig.token(MASTER));
      expect(username).toBe('kubernetes-admin');
      expect(groups).toEqual(['system:masters', 'system:authenticated']);
    }));
}

function keptTokens(on: OnHttp): void {
  describe('a token', () => {
    const statusOf = async ({ send }: HttpRig, token: string) => (await send({ ...WHO_AM_I, token })).status;

    it('that was accepted stays so when its row is gone, and no other one is', () =>
      on({ awsAuth: OPS }, async (rig) => {
        const [old, other] = [await rig.token(ROLE), await rig.token(ROLE)];
        expect(await statusOf(rig, old)).toBe(201);
        await rig.setAwsAuth(null);
        expect(await statusOf(rig, other)).toBe(401);
        expect(await statusOf(rig, old)).toBe(201);
      }));

    it('that was accepted says who it was then, whatever its row has become', () =>
      on({ awsAuth: OPS }, async (rig) => {
        const [old, other] = [await rig.token(ROLE), await rig.token(ROLE)];
        expect((await userInfo(rig, old)).username).toBe('admin');
        await rig.setAwsAuth({ mapRoles: row(ROLE, 'renamed', 'ops') });
        expect((await userInfo(rig, old)).username).toBe('admin');
        expect((await userInfo(rig, other)).username).toBe('renamed');
      }));

    it('that was refused is accepted as soon as there is a row', () =>
      on({}, async (rig) => {
        const token = await rig.token(ROLE);
        expect(await statusOf(rig, token)).toBe(401);
        await rig.setAwsAuth(OPS);
        expect(await statusOf(rig, token)).toBe(201);
      }));
  });
}
