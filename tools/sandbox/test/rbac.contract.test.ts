import { expect, it } from 'vitest';
import { LETS_ADMIN_IN, startFixture, VIEWER, type Fixture } from './fixture.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const ROLE = `${RBAC}/clusterroles/looks`;
const BINDING = `${RBAC}/clusterrolebindings/looks`;
const role = {
  ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'looks' } },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
};
const binding = (subject: object, name = 'looks') => ({
  ...{ ...role, kind: 'ClusterRoleBinding', rules: undefined },
  ...{ roleRef: { kind: 'ClusterRole', name }, subjects: [subject] },
});

/** Admin as a master, and Vera, whom no binding knows yet. */
async function start() {
  const mapUsers = `- userarn: ${VIEWER}\n  username: vera\n  groups: [people]\n`;
  return startFixture({ awsAuth: { ...LETS_ADMIN_IN, mapUsers } });
}

const apply = (fixture: Fixture, path: string, body: unknown, type = 'application/apply-patch+yaml') =>
  fixture.send({ method: 'PATCH', path: `${path}?fieldManager=roster&force=true`, body, type });

it.each([
  ['a user', { kind: 'User', name: 'vera' }, 200],
  ['a group', { kind: 'Group', name: 'people' }, 200],
  ['a group of another name', { kind: 'Group', name: 'vera' }, 403],
  ['a service account', { kind: 'ServiceAccount', name: 'vera' }, 403],
])('a binding to %s', async (_, subject, status) => {
  await using fixture = await start();
  await apply(fixture, ROLE, role);
  expect((await apply(fixture, BINDING, binding(subject))).status).toBe(201);
  const token = await fixture.token({ keys: fixture.keysOf(VIEWER) });
  expect((await fixture.send({ path: '/api/v1/pods', token })).status).toBe(status);
});

it('a binding keeps its role', async () => {
  await using fixture = await start();
  const subject = { kind: 'User', name: 'vera' };
  expect((await apply(fixture, BINDING, binding(subject))).status).toBe(201);
  expect((await apply(fixture, BINDING, binding(subject))).status).toBe(200);
  expect((await apply(fixture, BINDING, binding(subject, 'other'))).status).toBe(422);
});

it.each([
  ['another kind of patch', role, 'application/merge-patch+json', 415],
  ['what is no JSON', 'kind: ClusterRole', 'application/apply-patch+yaml', 400],
  ['another kind of object', { ...role, kind: 'Role' }, 'application/apply-patch+yaml', 400],
  ['another name', { ...role, metadata: { name: 'other' } }, 'application/apply-patch+yaml', 400],
  ['rules that are no list', { ...role, rules: 'all' }, 'application/apply-patch+yaml', 400],
])('refuses %s', async (_, body, type, status) => {
  await using fixture = await start();
  expect((await apply(fixture, ROLE, body, type)).status).toBe(status);
});

it('asks who applies', async () => {
  await using fixture = await start();
  const order = { method: 'PATCH', path: ROLE, body: role, type: 'application/apply-patch+yaml' };
  expect((await fixture.send(order)).status).toBe(422);
});
