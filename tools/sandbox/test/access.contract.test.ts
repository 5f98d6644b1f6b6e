import { describe, expect, it } from 'vitest';
import { ADMIN, AWS_AUTH, startFixture, WHO_AM_I, type Fixture } from './fixture.ts';

/** Who Admin is in the cluster, or the HTTP status of the refusal. */
async function whoIs(fixture: Fixture, token?: string) {
  const { status, body } = await fixture.send({ ...WHO_AM_I, ...(token === undefined ? {} : { token }) });
  if (status !== 201) return status;
  const { username, groups } = (body as { status: { userInfo: { username: string; groups: string[] } } })
    .status.userInfo;
  return { username, groups: groups.filter((group) => group !== 'system:authenticated') };
}

describe('the cache of tokens', () => {
  it('keeps an accepted token for ten seconds after its row is gone, and no newly signed one', async () => {
    await using fixture = await startFixture();
    const old = await fixture.token();
    expect(await whoIs(fixture, old)).toMatchObject({ username: 'admin' });
    fixture.door.setAwsAuth(null);
    fixture.clock.forward(9);
    expect(await whoIs(fixture, old)).toMatchObject({ username: 'admin' });
    expect(await whoIs(fixture, await fixture.token())).toBe(401);
    fixture.clock.forward(1);
    expect(await whoIs(fixture, old)).toBe(401);
  });

  it('takes two tokens signed in the same second for one', async () => {
    await using fixture = await startFixture({}, { tokenCacheMs: 500 });
    const [one, other] = [await fixture.token(), await fixture.token()];
    expect(one).toBe(other);
    expect(await whoIs(fixture, one)).toMatchObject({ username: 'admin' });
    fixture.door.setAwsAuth(null);
    expect(await whoIs(fixture, other)).toMatchObject({ username: 'admin' });
    fixture.clock.forward(0.5);
    expect(await whoIs(fixture, other)).toBe(401);
  });
});

describe('authentication modes', () => {
  const entry = { principalArn: ADMIN, groups: ['viewers'] };
  const byEntry = { username: 'arn:aws:sts::111122223333:assumed-role/Admin/sandbox', groups: ['viewers'] };
  const byRow = { username: 'admin', groups: ['system:masters'] };

  it.each([
    ['CONFIG_MAP', [entry], byRow],
    ['API_AND_CONFIG_MAP', [entry], byEntry],
    ['API_AND_CONFIG_MAP', [], byRow],
    ['API', [entry], byEntry],
    ['API', [], 401],
  ] as const)('%s with entries %j', async (authenticationMode, accessEntries, expected) => {
    await using fixture = await startFixture({ authenticationMode, accessEntries });
    expect(await whoIs(fixture)).toEqual(expected);
  });

  it('let the creator in while aws-auth counts', async () => {
    await using fixture = await startFixture({ awsAuth: null, creator: ADMIN });
    expect(await whoIs(fixture)).toEqual({ username: 'kubernetes-admin', groups: ['system:masters'] });
    fixture.door.change({ authenticationMode: 'API' });
    expect(
      await whoIs(fixture, await fixture.token({ signedAt: new Date(fixture.clock.now().getTime() - 2000) })),
    ).toBe(401);
  });

  it('know access policies, which are no groups', async () => {
    const policies = ['arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy'];
    const accessEntries = [{ principalArn: ADMIN, username: 'boss', policies }];
    await using fixture = await startFixture({ authenticationMode: 'API', accessEntries });
    expect(await whoIs(fixture)).toEqual({ username: 'boss', groups: [] });
    expect(
      (
        await fixture.send({
          path: AWS_AUTH,
          method: 'PATCH',
          body: {},
          type: 'application/merge-patch+json',
        })
      ).status,
    ).toBe(200);
    fixture.door.change({ accessEntries: [{ principalArn: ADMIN, policies: ['AmazonEKSAdminViewPolicy'] }] });
    fixture.clock.forward(11);
    expect((await fixture.send({ path: '/api/v1/nodes' })).status).toBe(200);
    expect((await fixture.send({ path: AWS_AUTH, method: 'PATCH', body: {} })).status).toBe(403);
  });

  it("compare a local cluster's id, not its name", async () => {
    await using fixture = await startFixture({ id: 'abc-123' });
    expect(await whoIs(fixture)).toBe(401);
    expect(await whoIs(fixture, await fixture.token({ cluster: 'abc-123' }))).toEqual(byRow);
  });
});
