import { describe, expect, it } from 'vitest';
import { row } from '../fixture.ts';
import type { Call } from '../kubernetes-client.ts';
import { AWS_AUTH, COLLECTION, MERGE, ROLE, type OnHttp } from './rig.ts';

const get = (path: string): Call => ({ path });
const write = (method: string, path: string, body: object): Call => ({
  ...{ method, path, body },
  ...(method === 'PATCH' ? { type: MERGE } : {}),
});
const DAEMON_SETS = '/apis/apps/v1/namespaces/kube-system/daemonsets';
const REVIEW = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
const asked = { spec: { user: 'x', resourceAttributes: { verb: 'list', resource: 'nodes' } } };

/** Call, status for the group roster:read, for roster:write, and for any other. */
const RIGHTS: readonly (readonly [what: string, call: Call, read: number, write: number, other: number])[] = [
  ['get aws-auth', get(AWS_AUTH), 200, 200, 403],
  ['get another ConfigMap', get(`${COLLECTION}/other`), 403, 403, 403],
  ['list ConfigMaps', get(COLLECTION), 403, 403, 403],
  ['list nodes', get('/api/v1/nodes'), 200, 200, 403],
  ['get a node', get('/api/v1/nodes/a'), 403, 403, 403],
  ['list pods', get('/api/v1/pods'), 200, 200, 403],
  ['list pods of a namespace', get('/api/v1/namespaces/shop/pods'), 200, 200, 403],
  ['get a daemonset', get(`${DAEMON_SETS}/none`), 404, 404, 403],
  ['list daemonsets', get(DAEMON_SETS), 403, 403, 403],
  ['review access', write('POST', REVIEW, asked), 201, 201, 403],
  ['patch aws-auth', write('PATCH', AWS_AUTH, {}), 403, 200, 403],
  ['replace aws-auth', write('PUT', AWS_AUTH, { metadata: { name: 'aws-auth' } }), 403, 403, 403],
  ['delete aws-auth', { path: AWS_AUTH, method: 'DELETE' }, 403, 403, 403],
  ['patch another ConfigMap', write('PATCH', `${COLLECTION}/other`, {}), 403, 403, 403],
  ['create aws-auth', write('POST', COLLECTION, { metadata: { name: 'aws-auth' } }), 403, 409, 403],
  ['create elsewhere', write('POST', '/api/v1/namespaces/default/configmaps', {}), 403, 403, 403],
];

/** What Roster's two groups may, as infra/rbac binds them. */
export function rightsContract(on: OnHttp): void {
  describe('rights', () => {
    const columns = ['roster:read', 'roster:write', 'strangers'] as const;
    it.each(columns)('of the group %s', (group) =>
      on({ awsAuth: { mapRoles: row(ROLE, 'a', group) } }, async ({ send, token }) => {
        const mine = await token(ROLE);
        for (const [what, call, ...statuses] of RIGHTS) {
          const { status } = await send({ ...call, token: mine });
          expect(status, what).toBe(statuses[columns.indexOf(group)]);
        }
      }),
    );

    it('that are missing are told in the words of the API server', () =>
      on({ awsAuth: { mapRoles: row(ROLE, 'a', 'roster:read') } }, async ({ send, token }) => {
        const { status, body } = await send({ ...write('PATCH', AWS_AUTH, {}), token: await token(ROLE) });
        expect(status).toBe(403);
        expect(body).toMatchObject({
          reason: 'Forbidden',
          message:
            'configmaps "aws-auth" is forbidden: User "a" cannot patch resource "configmaps" in API group "" in the namespace "kube-system"',
          details: { name: 'aws-auth', kind: 'configmaps' },
        });
      }));
  });
}
