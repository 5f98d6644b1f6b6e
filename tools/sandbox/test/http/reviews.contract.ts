import { describe, expect, it } from 'vitest';
import { row } from '../fixture.ts';
import { ROLE, type OnHttp } from './rig.ts';

const REVIEW = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const SELF = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

const bindings = [
  { group: 'viewers', verbs: ['get', 'list'], resources: ['pods', 'pods/log'] },
  { group: 'app-viewers', verbs: ['list'], resources: ['daemonsets'], apiGroups: ['apps'] },
  { group: 'one', verbs: ['*'], resources: ['nodes'], resourceNames: ['a'] },
  { user: 'ada', verbs: ['*'], resources: ['nodes'] },
  { user: 'vera', verbs: ['*'], resources: ['*'], namespace: 'shop' },
];
const viewers = 'RBAC: allowed by ClusterRoleBinding "viewers" of ClusterRole "viewers" to Group "viewers"';
const look = (kind: string) =>
  `RBAC: allowed by ${kind}Binding "roster:read${kind === 'Role' ? '/kube-system' : ''}" of ${kind} "roster:read" to Group "roster:read"`;

/** Access reviews: allowed or not, and why. */
export function reviewsContract(on: OnHttp): void {
  reviewsOfOthers(on);
  reviewsByAnyone(on);
}

function reviewsOfOthers(on: OnHttp): void {
  describe('SubjectAccessReview', () => {
    it.each([
      [{ groups: ['viewers'] }, { verb: 'list', resource: 'pods' }, viewers],
      [{ groups: ['viewers'] }, { verb: 'list', resource: 'pods', namespace: 'shop' }, viewers],
      [{ groups: ['viewers'] }, { verb: 'get', resource: 'pods', subresource: 'log' }, viewers],
      [{ groups: ['viewers'] }, { verb: 'get', resource: 'pods', subresource: 'exec' }, false],
      [{ groups: ['viewers'] }, { verb: 'delete', resource: 'pods' }, false],
      [{ groups: ['viewers'] }, { verb: 'list', resource: 'nodes' }, false],
      [{ user: 'viewers' }, { verb: 'list', resource: 'pods' }, false],
      [{ groups: ['nobody'] }, { verb: 'list', resource: 'pods' }, false],
      [{ groups: ['app-viewers'] }, { verb: 'list', resource: 'daemonsets', group: 'apps' }, true],
      [{ groups: ['app-viewers'] }, { verb: 'list', resource: 'daemonsets' }, false],
      [{ groups: ['one'] }, { verb: 'get', resource: 'nodes', name: 'a' }, true],
      [{ groups: ['one'] }, { verb: 'get', resource: 'nodes', name: 'b' }, false],
      [{ groups: ['one'] }, { verb: 'list', resource: 'nodes' }, false],
      [
        { user: 'ada' },
        { verb: 'delete', resource: 'nodes' },
        'RBAC: allowed by ClusterRoleBinding "ada" of ClusterRole "ada" to User "ada"',
      ],
      [
        { user: 'vera' },
        { verb: 'get', resource: 'pods', namespace: 'shop' },
        'RBAC: allowed by RoleBinding "vera/shop" of Role "vera" to User "vera"',
      ],
      [{ user: 'vera' }, { verb: 'get', resource: 'pods' }, false],
      [{ groups: ['roster:read'] }, { verb: 'list', resource: 'nodes' }, look('ClusterRole')],
      [
        { groups: ['roster:read'] },
        { verb: 'get', resource: 'configmaps', namespace: 'kube-system', name: 'aws-auth' },
        look('Role'),
      ],
    ])('of %j for %j is %s', (subject, resourceAttributes, expected) =>
      on({ bindings }, async ({ send }) => {
        const body = { spec: { ...subject, resourceAttributes } };
        const reply = await send({ path: REVIEW, method: 'POST', body });
        expect(reply).toMatchObject({ status: 201, body: { kind: 'SubjectAccessReview' } });
        const { status } = reply.body as { status: { allowed: boolean; reason?: string } };
        expect(status.allowed).toBe(expected !== false);
        if (typeof expected === 'string') expect(status.reason).toBe(expected);
        if (expected === false) expect(status).not.toHaveProperty('reason');
      }),
    );

    it('allows system:masters all, without a reason', () =>
      on({}, async ({ send }) => {
        const spec = { groups: ['system:masters'], resourceAttributes: { verb: 'frob', resource: 'things' } };
        const { body } = await send({ path: REVIEW, method: 'POST', body: { spec } });
        expect((body as { status: object }).status).toEqual({ allowed: true });
      }));

    it.each([
      ['/healthz', ['system:unauthenticated'], true],
      ['/api', ['system:authenticated'], true],
      ['/api', ['system:unauthenticated'], false],
      ['/metrics', ['system:authenticated'], false],
    ])('of the path %s for %j is %s', (path, groups, allowed) =>
      on({}, async ({ send }) => {
        const spec = { groups, nonResourceAttributes: { verb: 'get', path } };
        const { body } = await send({ path: REVIEW, method: 'POST', body: { spec } });
        expect(body).toMatchObject({ status: { allowed } });
      }),
    );

    const nodes = { verb: 'list', resource: 'nodes' };
    it.each([
      ['without a subject', { resourceAttributes: nodes }],
      ['without attributes', { user: 'ada' }],
      [
        'with attributes of both kinds',
        { user: 'ada', resourceAttributes: nodes, nonResourceAttributes: {} },
      ],
      ['without anything', {}],
    ])('%s is 422', (_, spec) =>
      on({}, async ({ send }) => {
        const reply = await send({ path: REVIEW, method: 'POST', body: { spec } });
        expect(reply).toMatchObject({ status: 422, body: { reason: 'Invalid' } });
      }),
    );
  });
}

function reviewsByAnyone(on: OnHttp): void {
  it('anyone who got in may ask what he may himself, and nothing about others', () =>
    on({ awsAuth: { mapRoles: row(ROLE, 'a', 'viewers') }, bindings }, async ({ send, token }) => {
      const as = { method: 'POST', token: await token(ROLE) };
      const ask = (resource: string) => ({ spec: { resourceAttributes: { verb: 'list', resource } } });
      const self = async (resource: string) => (await send({ ...as, path: SELF, body: ask(resource) })).body;
      expect(await self('pods')).toMatchObject({ status: { allowed: true, reason: viewers } });
      expect(await self('nodes')).toMatchObject({ status: { allowed: false } });
      expect((await send({ ...as, path: REVIEW, body: ask('pods') })).status).toBe(403);
    }));
}
