import { describe, expect, it } from 'vitest';
import { AWS_AUTH, LETS_ADMIN_IN, startFixture, type Fixture } from './fixture.ts';

const patch = (fixture: Fixture, data: object, query = '') =>
  fixture.send({
    ...{ path: AWS_AUTH + query, method: 'PATCH', body: { data } },
    type: 'application/merge-patch+json',
  });

describe('the door', () => {
  it('counts what requests have written, and shows it', async () => {
    await using fixture = await startFixture();
    await patch(fixture, { mine: 'y' }, '?dryRun=All');
    expect([fixture.door.writes, fixture.door.awsAuth()]).toEqual([0, LETS_ADMIN_IN]);
    await patch(fixture, { mine: 'y' });
    expect([fixture.door.writes, fixture.door.awsAuth()]).toEqual([1, { ...LETS_ADMIN_IN, mine: 'y' }]);
    const before = fixture.door.configMap()!.metadata;
    fixture.door.setAwsAuth(LETS_ADMIN_IN);
    const { resourceVersion, uid } = fixture.door.configMap()!.metadata;
    expect([uid, resourceVersion !== before.resourceVersion]).toEqual([before.uid, true]);
    expect(fixture.door.writes).toBe(1);
  });

  it('changes the nodes', async () => {
    await using fixture = await startFixture();
    fixture.door.setNodes([{ name: 'only', ready: false }]);
    const { body } = await fixture.send({ path: '/api/v1/nodes/only' });
    expect(body).toMatchObject({ status: { conditions: [{ type: 'Ready', status: 'False' }] } });
  });

  it('sets a daemonset on the nodes that it selects, where a test counts none', async () => {
    const nodes = [{ name: 'a', labels: { lifecycle: 'spot' } }, { name: 'b' }];
    const agent = { namespace: 'kube-system', name: 'agent', nodeSelector: { lifecycle: 'spot' } };
    await using fixture = await startFixture({ nodes, daemonSets: [agent] });
    const { body } = await fixture.send({ path: '/apis/apps/v1/daemonsets' });
    expect(body).toMatchObject({ items: [{ status: { desiredNumberScheduled: 1, numberReady: 1 } }] });
  });

  it('tells the version that it was given', async () => {
    await using fixture = await startFixture({ version: '1.33' });
    const { body } = await fixture.send({ path: '/version', token: null });
    expect(body).toMatchObject({ major: '1', minor: '33' });
  });
});

describe('what the sandbox has not', () => {
  it.each(['/api/v1/secrets', '/apis/apps/v1/deployments', '/api/v1/nodes/a/status'])(
    '%s is 404',
    async (path) => {
      await using fixture = await startFixture();
      const body = { kind: 'Status', reason: 'NotFound' };
      expect(await fixture.send({ path })).toMatchObject({ status: 404, body });
    },
  );

  it('does not watch, apply on the server, nor write nodes', async () => {
    await using fixture = await startFixture();
    expect((await fixture.send({ path: '/api/v1/nodes?watch=true' })).status).toBe(405);
    expect((await fixture.send({ path: '/api/v1/nodes', method: 'POST', body: {} })).status).toBe(405);
    const apply = { path: AWS_AUTH, method: 'PATCH', type: 'application/apply-patch+yaml', body: {} };
    expect((await fixture.send(apply)).status).toBe(415);
  });
});
