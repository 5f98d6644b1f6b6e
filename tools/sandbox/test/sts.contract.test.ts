import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keys } from '../src/index.ts';
import { ACCOUNT, ADMIN, startFixture, VIEWER, WHO_AM_I, type Fixture } from './fixture.ts';
import { Sha256 } from './mint-token.ts';

const READ = `arn:aws:iam::${ACCOUNT}:role/fleet/RosterRead`;
const PICKY = 'arn:aws:iam::444455556666:role/Picky';
const FOREIGN = 'arn:aws-cn:iam::444455556666:role/Foreign';

let fixture: Fixture;
beforeAll(async () => {
  const principals = [{ arn: READ }, { arn: PICKY, trusts: [ADMIN] }, { arn: FOREIGN }];
  fixture = await startFixture({}, { principals, organization: 'o-a1b2c3d4e5' });
});
afterAll(() => fixture[Symbol.asyncDispose]());

function client(keys: Keys, region = 'eu-west-1'): STSClient {
  // The signer's clock is the sandbox's.
  const systemClockOffset = fixture.clock.now().getTime() - Date.now();
  return new STSClient({
    systemClockOffset,
    region,
    credentials: keys,
    endpoint: fixture.sandbox.env['AWS_ENDPOINT_URL_STS']!,
    maxAttempts: 1,
  });
}
const who = (keys: Keys, region?: string) => client(keys, region).send(new GetCallerIdentityCommand({}));
const assume = (keys: Keys, RoleArn: string, more = {}) =>
  client(keys).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'run-7', ...more }));

async function assumed(keys: Keys, role: string): Promise<Keys> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = (await assume(keys, role)).Credentials!;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
}

describe('GetCallerIdentity by the AWS SDK', () => {
  it('names users by their ARN and roles by their session', async () => {
    expect(await who(fixture.keysOf(VIEWER))).toMatchObject({ Arn: VIEWER, Account: ACCOUNT });
    expect(await who(fixture.keysOf(ADMIN), 'us-west-2')).toMatchObject({
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/sandbox`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:sandbox$/) as string,
    });
  });

  it('refuses a wrong secret, an unknown key, and a Region of another partition', async () => {
    const known = fixture.keysOf(VIEWER);
    const wrong = who({ ...known, secretAccessKey: 'wrong' });
    await expect(wrong).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(who({ ...known, accessKeyId: 'AKIANOBODY' })).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
    await expect(who(known, 'cn-north-1')).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('takes a presigned request, and answers in JSON when asked', async () => {
    const endpoint = new URL(fixture.sandbox.env['AWS_ENDPOINT_URL_STS']!);
    const region = 'eu-west-1';
    const signer = new SignatureV4({
      credentials: fixture.keysOf(VIEWER),
      region,
      service: 'sts',
      sha256: Sha256 as never,
    });
    const { host, hostname } = endpoint;
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const signed = await signer.presign({
      method: 'GET',
      protocol: 'http:',
      hostname,
      path: '/',
      headers: { host },
      query,
    });
    endpoint.search = new URLSearchParams(signed.query as Record<string, string>).toString();
    const xml = await (await fetch(endpoint)).text();
    expect(xml).toContain(`<GetCallerIdentityResult><Arn>${VIEWER}</Arn>`);
    const json = await (await fetch(endpoint, { headers: { accept: 'application/json' } })).json();
    expect(json).toMatchObject({ GetCallerIdentityResponse: { GetCallerIdentityResult: { Arn: VIEWER } } });
    endpoint.searchParams.set('Version', '2012-01-01');
    expect((await fetch(endpoint)).status).toBe(403);
  });

  it('wants a signature at all', async () => {
    const answer = await fetch(`${fixture.sandbox.env['AWS_ENDPOINT_URL_STS']!}/?Action=GetCallerIdentity`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('AssumeRole', () => {
  it('hands out keys that sign as the session, in a cluster too', async () => {
    const keys = await assumed(fixture.keysOf(VIEWER), READ);
    expect((await who(keys)).Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/RosterRead/run-7`);
    const row = `- rolearn: arn:aws:iam::${ACCOUNT}:role/RosterRead\n  username: "r:{{SessionName}}"\n`;
    fixture.door.setAwsAuth({ mapRoles: row });
    const { body } = await fixture.send({ ...WHO_AM_I, token: await fixture.token({ keys }) });
    expect(body).toMatchObject({ status: { userInfo: { username: 'r:run-7' } } });
  });

  it('hands out different keys each time, for an hour', async () => {
    const [one, other] = await Promise.all([
      assumed(fixture.keysOf(ADMIN), PICKY),
      assumed(fixture.keysOf(ADMIN), PICKY),
    ]);
    expect(one.accessKeyId).not.toBe(other.accessKeyId);
    fixture.clock.forward(3599);
    expect((await who(one)).Arn).toBe('arn:aws:sts::444455556666:assumed-role/Picky/run-7');
    fixture.clock.forward(1);
    await expect(who(one)).rejects.toMatchObject({ name: 'ExpiredToken' });
  });

  it('refuses whom the role does not trust, a role that is not there, and one of another partition', async () => {
    for (const role of [
      PICKY,
      `arn:aws:iam::${ACCOUNT}:role/Nobody`,
      `arn:aws:iam::${ACCOUNT}:role/RosterRead`,
      FOREIGN,
      VIEWER,
    ]) {
      await expect(assume(fixture.keysOf(VIEWER), role), role).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: ${VIEWER} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
      });
    }
  });

  it('judges by the trust policy that a role has, in its organisation', async () => {
    const role = 'arn:aws:iam::444455556666:role/Judged';
    const trustPolicy = {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          StringLike: { 'sts:RoleSessionName': 'run-*' },
        },
      },
    };
    fixture.sandbox.addPrincipal({ arn: role, trustPolicy });
    const admin = fixture.keysOf(ADMIN);
    expect(await assumed(admin, role)).toMatchObject({ accessKeyId: expect.any(String) as string });
    const other = assume(admin, role, { RoleSessionName: 'walk-7' });
    await expect(other).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a session name and a duration that AWS refuses', async () => {
    const admin = fixture.keysOf(ADMIN);
    for (const more of [{ RoleSessionName: 'a b' }, { DurationSeconds: 899 }, { DurationSeconds: 3601 }]) {
      await expect(assume(admin, READ, more)).rejects.toMatchObject({ name: 'ValidationError' });
    }
    await expect(assume(admin, READ, { DurationSeconds: 3601 })).rejects.toThrow('role chaining');
  });
});
