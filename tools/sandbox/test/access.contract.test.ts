import { describe, expect, it } from 'vitest';
import {
  ADMIN,
  AWS_AUTH,
  CLUSTER,
  LETS_ADMIN_IN,
  row,
  startFixture,
  VIEWER,
  WHO_AM_I,
  type Fixture,
} from './fixture.ts';

const REVIEW = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const allowed = (allowed: boolean, reason?: string) => ({
  status: { allowed, ...(reason === undefined ? {} : { reason }) },
});

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

  it('never keeps a refusal', async () => {
    await using fixture = await startFixture({ awsAuth: null });
    const token = await fixture.token();
    expect(await whoIs(fixture, token)).toBe(401);
    fixture.door.setAwsAuth(LETS_ADMIN_IN);
    expect(await whoIs(fixture, token)).toMatchObject({ username: 'admin' });
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

describe('authorisation', () => {
  const as = (group: string) => startFixture({ awsAuth: { mapRoles: row(ADMIN, 'a', group) } });
  const patch = { path: AWS_AUTH, method: 'PATCH', body: {}, type: 'application/merge-patch+json' };

  it('lets roster:read look, and not write', async () => {
    await using fixture = await as('roster:read');
    for (const path of [AWS_AUTH, '/api/v1/nodes', '/api/v1/pods', '/apis/apps/v1/daemonsets']) {
      expect((await fixture.send({ path })).status, path).toBe(200);
    }
    const { status, body } = await fixture.send(patch);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      reason: 'Forbidden',
      message:
        'configmaps "aws-auth" is forbidden: User "a" cannot patch resource "configmaps" in API group "" in the namespace "kube-system"',
      details: { name: 'aws-auth', kind: 'configmaps' },
    });
  });

  it('lets roster:write write', async () => {
    await using fixture = await as('roster:write');
    expect((await fixture.send(patch)).status).toBe(200);
  });

  it('lets others do nothing but ask who they are and what they may', async () => {
    await using fixture = await as('strangers');
    expect(await whoIs(fixture)).toEqual({ username: 'a', groups: ['strangers'] });
    const { body } = await fixture.send({ path: '/api/v1/nodes' });
    const message =
      'nodes is forbidden: User "a" cannot list resource "nodes" in API group "" at the cluster scope';
    expect(body).toMatchObject({ code: 403, message });
    const self = { spec: { resourceAttributes: { verb: 'list', resource: 'nodes' } } };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    expect((await fixture.send({ path, method: 'POST', body: self })).body).toMatchObject(allowed(false));
    expect((await fixture.send({ path: REVIEW, method: 'POST', body: self })).status).toBe(403);
  });

  it('answers access reviews for subjects that never logged in, with the reason', async () => {
    const bindings = [
      { group: 'viewers', verbs: ['list'], resources: ['nodes'] },
      { user: 'vera', verbs: ['*'], resources: ['*'], namespace: 'shop' },
    ];
    await using fixture = await startFixture({ bindings });
    const ask = async (subject: object, resourceAttributes: object) =>
      (
        await fixture.send({
          path: REVIEW,
          method: 'POST',
          body: { spec: { ...subject, resourceAttributes } },
        })
      ).body;
    const nodes = { verb: 'list', resource: 'nodes' };
    const why = 'RBAC: allowed by ClusterRoleBinding "viewers" of ClusterRole "viewers" to Group "viewers"';
    expect(await ask({ groups: ['viewers'] }, nodes)).toMatchObject(allowed(true, why));
    expect(await ask({ groups: ['viewers'] }, { ...nodes, verb: 'delete' })).toMatchObject({
      status: { allowed: false },
    });
    expect(await ask({ user: 'vera' }, { verb: 'get', resource: 'pods', namespace: 'shop' })).toMatchObject({
      status: { allowed: true },
    });
    expect(await ask({ user: 'vera' }, { verb: 'get', resource: 'pods' })).toMatchObject({
      status: { allowed: false },
    });
    const masters = await ask({ groups: ['system:masters'] }, nodes);
    expect(masters).toMatchObject({ status: { allowed: true } });
    expect(masters).not.toHaveProperty('status.reason');
    expect(await ask({}, nodes)).toMatchObject({ code: 422 });
  });

  it('of Vera fails before anything is read', async () => {
    await using fixture = await startFixture();
    const token = await fixture.token({ keys: fixture.keysOf(VIEWER) });
    expect(
      (await fixture.send({ path: `/api/v1/namespaces/x/configmaps/${CLUSTER.name}`, token })).status,
    ).toBe(401);
  });
});
