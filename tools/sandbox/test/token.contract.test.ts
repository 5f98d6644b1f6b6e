import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, CLUSTER, startFixture, VIEWER, WHO_AM_I, type Fixture } from './fixture.ts';
import { presign, tokenOf, type TokenOrder } from './mint-token.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

const minutesAgo = (n: number) => new Date(fixture.clock.now().getTime() - n * 60_000);
const order = (): TokenOrder => ({
  keys: fixture.keysOf(ADMIN),
  cluster: CLUSTER.name,
  region: CLUSTER.region,
  signedAt: fixture.clock.now(),
});

async function refusal(token: string): Promise<string> {
  const { status, body } = await fixture.send({ ...WHO_AM_I, token });
  expect(status).toBe(401);
  expect(body).toMatchObject({ kind: 'Status', status: 'Failure', reason: 'Unauthorized', code: 401 });
  const [reason] = fixture.door.refusals().slice(-1);
  expect(reason).not.toContain(token.slice(11));
  return reason!;
}

/** A presigned URL in which one query parameter is another. */
async function withParameter(name: string, value: string): Promise<string> {
  const url = await presign(order());
  url.searchParams.set(name, value);
  return tokenOf(url);
}

describe('a token as the AWS signer makes it', () => {
  it('says who its signer is, as the authenticator would', async () => {
    const { status, body } = await fixture.send(WHO_AM_I);
    const userId = expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string;
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: {
        userInfo: {
          username: 'admin',
          uid: expect.stringMatching(/^aws-iam-authenticator:111122223333:AROA[A-Z2-7]{17}$/) as string,
          groups: ['system:masters', 'system:authenticated'],
          extra: {
            arn: ['arn:aws:sts::111122223333:assumed-role/Admin/sandbox'],
            canonicalArn: [ADMIN],
            sessionName: ['sandbox'],
            accessKeyId: [fixture.keysOf(ADMIN).accessKeyId],
            principalId: [userId],
            'sigs.k8s.io/aws-iam-authenticator/principalId': [userId],
          },
        },
      },
    });
  });

  it.each([14, 0, -14])('is accepted %i minutes after it was signed', async (minutes) => {
    const token = await fixture.token({ signedAt: minutesAgo(minutes) });
    expect((await fixture.send({ ...WHO_AM_I, token })).status).toBe(201);
  });

  it.each([0, 60, 900])('may say that it expires in %i seconds', async (expires) => {
    const token = await fixture.token({ expires, signedAt: minutesAgo(1) });
    expect((await fixture.send({ ...WHO_AM_I, token })).status).toBe(201);
  });

  it('may come from the global host, the dual-stack one and the FIPS one', async () => {
    for (const [host, region] of [
      ['sts.amazonaws.com', 'us-east-1'],
      ['sts.eu-west-1.api.aws', 'eu-west-1'],
      ['sts-fips.us-west-2.amazonaws.com', 'us-west-2'],
    ]) {
      const token = await fixture.token({ host: host!, region: region! });
      expect((await fixture.send({ ...WHO_AM_I, token })).status, host).toBe(201);
    }
  });
});

describe('a token is refused', () => {
  const mismatch = 'The request signature we calculated does not match the signature you provided.';

  it('signed 16 minutes ago, or for 16 minutes from now', async () => {
    expect(await refusal(await fixture.token({ signedAt: minutesAgo(16) }))).toContain('Signature expired');
    expect(await refusal(await fixture.token({ signedAt: minutesAgo(-16) }))).toContain('not yet current');
  });

  it('signed with another secret', async () => {
    const keys = { ...fixture.keysOf(ADMIN), secretAccessKey: 'x'.repeat(40) };
    expect(await refusal(await fixture.token({ keys }))).toBe(mismatch);
  });

  it('with a digit of the signature changed', async () => {
    const signature = (await presign(order())).searchParams.get('X-Amz-Signature')!;
    const changed = (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
    expect(await refusal(await withParameter('X-Amz-Signature', changed))).toBe(mismatch);
  });

  it("signed for another cluster's name", async () => {
    expect(await refusal(await fixture.token({ cluster: 'payments-staging' }))).toBe(mismatch);
  });

  it('whose cluster header is not signed', async () => {
    expect(await refusal(await fixture.token({ signCluster: false }))).toContain(
      'did not sign the x-k8s-aws-id header',
    );
  });

  it.each(['901', '-1', 'soon', ''])('that expires in "%s" seconds', async (expires) => {
    expect(await refusal(await withParameter('X-Amz-Expires', expires))).toContain('invalid X-Amz-Expires');
  });

  it('of a key or a session token that nobody knows', async () => {
    const known = fixture.keysOf(ADMIN);
    const unknown = 'The security token included in the request is invalid';
    expect(await refusal(await fixture.token({ keys: { ...known, accessKeyId: 'AKIAUNKNOWN' } }))).toBe(
      unknown,
    );
    expect(await refusal(await fixture.token({ keys: { ...known, sessionToken: 'other' } }))).toBe(unknown);
    const { accessKeyId, secretAccessKey } = known;
    expect(await refusal(await fixture.token({ keys: { accessKeyId, secretAccessKey } }))).toBe(unknown);
  });

  it('of a principal without a row', async () => {
    expect(await refusal(await fixture.token({ keys: fixture.keysOf(VIEWER) }))).toBe(
      `${VIEWER} is not mapped`,
    );
  });

  it('with a query key of its own, or one key twice in another case', async () => {
    expect(await refusal(await withParameter('X-Amz-Content-Sha256', 'abc'))).toContain('non-whitelisted');
    expect(await refusal(await withParameter('x-amz-expires', '60'))).toContain('duplicate query parameter');
  });

  it('for another action, path, scheme or host', async () => {
    const url = String(await presign(order()));
    const host = 'sts.eu-west-1.amazonaws.com';
    expect(await refusal(await withParameter('Action', 'GetSessionToken'))).toContain('unexpected action');
    expect(await refusal(tokenOf(url.replace('/?', '/x?')))).toContain('unexpected path');
    expect(await refusal(tokenOf(url.replace('https', 'http')))).toContain('unexpected scheme');
    for (const other of [
      'example.com',
      'sts.cn-north-1.amazonaws.com.cn',
      `${host}:443`,
      'sts.eu-west-1.amazonaws.com.evil.com',
    ]) {
      expect(await refusal(tokenOf(url.replace(host, other))), other).toContain('unexpected hostname');
    }
  });

  it('signed for another service or Region than its host', async () => {
    const { searchParams } = await presign(order());
    const credential = searchParams.get('X-Amz-Credential')!;
    const other = (from: string, to: string) =>
      withParameter('X-Amz-Credential', credential.replace(from, to));
    expect(await refusal(await other('/sts/', '/eks/'))).toContain("correct service: 'sts'");
    expect(await refusal(await other('eu-west-1', 'eu-west-2'))).toContain('valid region');
    expect(await refusal(await other(credential.split('/')[1]!, '20200101'))).toContain(
      'does not match YYYYMMDD',
    );
  });

  it('without its prefix, or not base64', async () => {
    expect(await refusal('k8s-aws-v2.abc')).toContain('missing expected');
    expect(await refusal('k8s-aws-v1.a+b/')).toBe('illegal base64 data');
  });

  it('longer than 4,096 bytes, as long session tokens make it', async () => {
    await using roomy = await startFixture({}, { sessionTokenLength: 2000 });
    expect((await roomy.send(WHO_AM_I)).status).toBe(201);
    await using long = await startFixture({}, { sessionTokenLength: 2800 });
    expect((await long.send(WHO_AM_I)).status).toBe(401);
    expect(long.door.refusals()).toEqual(['token is too large']);
  });
});
