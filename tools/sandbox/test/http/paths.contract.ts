import { describe, expect, it } from 'vitest';
import { AWS_AUTH, COLLECTION, MERGE, ROLE, type OnHttp } from './rig.ts';
import { row } from '../fixture.ts';

/** Paths, methods, and what is open to whom. */
export function pathsContract(on: OnHttp): void {
  paths(on);
  anonymous(on);
  refusedTokens(on);
  withoutRights(on);
}

function paths(on: OnHttp): void {
  describe('a path', () => {
    it.each([
      ['GET', '/api/v1/nonsense', 404],
      ['GET', '/apis/apps/v1/nonsense', 404],
      ['GET', '/api/v2/nodes', 404],
      ['GET', '/apis/apps/v9/daemonsets', 404],
      ['GET', '/api/v1/namespaces/kube-system/nodes', 404],
      ['GET', '/api/v1/pods/x', 404],
      ['GET', '/api/v1/namespaces/none/configmaps/aws-auth', 404],
      ['GET', '/api/v1/nodes/', 200],
      ['POST', '/api/v1/configmaps', 405],
      ['POST', AWS_AUTH, 405],
      ['PUT', COLLECTION, 405],
      ['PATCH', COLLECTION, 405],
      ['OPTIONS', '/api/v1/nodes', 405],
      ['GET', '/apis/authentication.k8s.io/v1/selfsubjectreviews', 405],
      ['POST', '/version', 405],
      ['GET', '/api', 200],
      ['GET', '/api/', 200],
      ['GET', '/apis/apps', 200],
      ['GET', '/apis/apps/v1', 200],
      ['GET', '/version', 200],
      ['POST', '/healthz', 200],
    ])('%s %s is %i to the master', (method, path, status) =>
      on({}, async ({ send }) => {
        const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { body: {} } : {};
        const type = method === 'PATCH' ? { type: MERGE } : {};
        const reply = await send({ method, path, ...body, ...type });
        expect(reply.status).toBe(status);
        if (status > 299)
          expect(reply.body).toMatchObject({ kind: 'Status', status: 'Failure', code: status });
      }),
    );

    it.each(['/nowhere', '/apis/x/v1', '/apis/nope'])('%s is 404 as a text', (path) =>
      on({}, async ({ send }) => {
        const { status, headers } = await send({ path });
        expect([status, headers['content-type']]).toEqual([404, 'text/plain; charset=utf-8']);
      }),
    );
  });
}

function anonymous(on: OnHttp): void {
  describe('without a token', () => {
    const no = (what: string) => `${what} is forbidden: User "system:anonymous" cannot`;
    const path = (of: string) => `forbidden: User "system:anonymous" cannot get path "${of}"`;
    it.each([
      ['GET', '/healthz', 200, undefined],
      ['GET', '/livez', 200, undefined],
      ['GET', '/readyz', 200, undefined],
      ['GET', '/version', 200, undefined],
      ['GET', '/', 403, path('/')],
      ['GET', '/api', 403, path('/api')],
      ['GET', '/nowhere', 403, path('/nowhere')],
      [
        'GET',
        '/api/v1/nodes',
        403,
        `${no('nodes')} list resource "nodes" in API group "" at the cluster scope`,
      ],
      ['GET', '/api/v1/nodes?watch=true', 403, `${no('nodes')} watch`],
      ['GET', '/api/v1/nodes/a/status', 403, `${no('nodes "a"')} get resource "nodes/status"`],
      [
        'GET',
        '/apis/nope.io/v1/things',
        403,
        `${no('things.nope.io')} list resource "things" in API group "nope.io"`,
      ],
      ['GET', AWS_AUTH, 403, `${no('configmaps "aws-auth"')} get resource "configmaps"`],
      ['PATCH', AWS_AUTH, 403, `${no('configmaps "aws-auth"')} patch`],
      ['POST', COLLECTION, 403, `${no('configmaps')} create`],
      ['DELETE', AWS_AUTH, 403, `${no('configmaps "aws-auth"')} delete`],
      [
        'POST',
        '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        403,
        no('selfsubjectreviews.authentication.k8s.io'),
      ],
    ])('%s %s is %i', (method, of, status, message) =>
      on({}, async ({ send }) => {
        const reply = await send({
          method,
          path: of,
          token: null,
          ...(method === 'GET' ? {} : { body: {} }),
        });
        expect(reply.status).toBe(status);
        if (message === undefined) return;
        expect(reply.body).toMatchObject({ reason: 'Forbidden', code: 403 });
        expect((reply.body as { message: string }).message).toContain(message);
      }),
    );
  });
}

function refusedTokens(on: OnHttp): void {
  it('a token that is refused is 401 everywhere, in what is open to all, too', () =>
    on({}, async ({ send }) => {
      for (const path of ['/version', '/healthz', '/api', '/nowhere', '/api/v1/nodes', AWS_AUTH]) {
        const { status, body } = await send({ path, token: 'garbage' });
        const refusal = {
          kind: 'Status',
          status: 'Failure',
          reason: 'Unauthorized',
          message: 'Unauthorized',
        };
        expect([status, body], path).toEqual([
          401,
          { ...refusal, apiVersion: 'v1', metadata: {}, code: 401 },
        ]);
      }
    }));
}

function withoutRights(on: OnHttp): void {
  it('somebody without rights may see what there is, and that is all', () =>
    on({ awsAuth: { mapRoles: row(ROLE, 'a', 'strangers') } }, async ({ send, token }) => {
      const asRole = { token: await token(ROLE) };
      for (const path of ['/api', '/apis', '/api/v1', '/version']) {
        expect((await send({ path, ...asRole })).status, path).toBe(200);
      }
      for (const path of ['/', '/nowhere', '/metrics', '/api/v1/nonsense']) {
        expect((await send({ path, ...asRole })).status, path).toBe(403);
      }
    }));
}
