import { describe, expect, it } from 'vitest';
import { startFixture, type Fixture } from './fixture.ts';

interface List {
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly namespace?: string } }[];
}

async function list(fixture: Fixture, path: string): Promise<List> {
  const { status, body } = await fixture.send({ path });
  expect(status, path).toBe(200);
  return body as List;
}
const names = ({ items }: List) => items.map(({ metadata }) => metadata.name);

describe('lists', () => {
  it('come in pages of `limit`', async () => {
    await using fixture = await startFixture({ nodes: 250 });
    const first = await list(fixture, '/api/v1/nodes?limit=100');
    expect([first.items.length, first.metadata.remainingItemCount]).toEqual([100, 150]);
    const second = await list(fixture, `/api/v1/nodes?limit=100&continue=${first.metadata.continue!}`);
    const third = await list(fixture, `/api/v1/nodes?limit=100&continue=${second.metadata.continue!}`);
    expect([second.items.length, third.items.length, third.metadata.continue]).toEqual([100, 50, undefined]);
    expect(new Set([first, second, third].flatMap(names)).size).toBe(250);
    expect((await fixture.send({ path: '/api/v1/nodes?continue=nonsense' })).status).toBe(400);
  });

  it('are of one namespace or of all', async () => {
    const pods = [
      { namespace: 'shop', name: 'batch-app-1' },
      { namespace: 'shop', name: 'web-1', phase: 'Pending' as const },
      { namespace: 'other', name: 'batch-app-2', ready: false },
    ];
    await using fixture = await startFixture({ pods });
    expect(names(await list(fixture, '/api/v1/pods'))).toEqual(['batch-app-1', 'web-1', 'batch-app-2']);
    const { items } = await list(fixture, '/api/v1/namespaces/shop/pods');
    expect(items).toMatchObject([
      { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } },
      { status: { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False' }] } },
    ]);
    expect(await list(fixture, '/api/v1/namespaces/none/pods')).toMatchObject({ kind: 'PodList', items: [] });
  });

  it('are narrowed by labels and by the two fields', async () => {
    const node = (name: string, labels: Record<string, string>) => ({ name, labels });
    const nodes = [node('a', { tier: 'web', lifecycle: 'spot' }), node('b', { tier: 'db' }), node('c', {})];
    await using fixture = await startFixture({ nodes });
    const by = async (query: Record<string, string>) =>
      names(await list(fixture, `/api/v1/nodes?${new URLSearchParams(query).toString()}`)).join('');
    expect(await by({ labelSelector: 'tier=web' })).toBe('a');
    expect(await by({ labelSelector: 'tier in (web, db),!lifecycle' })).toBe('b');
    expect(await by({ labelSelector: 'tier notin (web),tier!=db' })).toBe('c');
    expect(await by({ labelSelector: 'tier' })).toBe('ab');
    expect(await by({ fieldSelector: 'metadata.name=c' })).toBe('c');
    expect((await fixture.send({ path: '/api/v1/nodes?fieldSelector=spec.x%3D1' })).status).toBe(400);
    expect((await fixture.send({ path: '/api/v1/nodes?labelSelector=a%3D%3D%3Db' })).status).toBe(400);
  });

  it('count the nodes that a daemonset selects', async () => {
    const nodes = [{ name: 'a', labels: { lifecycle: 'spot' } }, { name: 'b' }];
    const base = { namespace: 'kube-system', name: 'agent' };
    const daemonSets = [
      { ...base, nodeSelector: { lifecycle: 'spot' } },
      { ...base, name: 'late', desired: 2, ready: 1, updated: 0 },
    ];
    await using fixture = await startFixture({ nodes, daemonSets });
    expect(await list(fixture, '/apis/apps/v1/daemonsets')).toMatchObject({
      items: [
        {
          spec: { template: { spec: { nodeSelector: { lifecycle: 'spot' } } } },
          status: { desiredNumberScheduled: 1, numberReady: 1 },
        },
        {
          status: {
            desiredNumberScheduled: 2,
            numberReady: 1,
            updatedNumberScheduled: 0,
            numberUnavailable: 1,
          },
        },
      ],
    });
  });

  it('hold what a test has set since', async () => {
    await using fixture = await startFixture();
    fixture.door.setNodes([{ name: 'only', ready: false }]);
    const { body } = await fixture.send({ path: '/api/v1/nodes/only' });
    expect(body).toMatchObject({
      kind: 'Node',
      status: { conditions: [{ type: 'Ready', status: 'False' }] },
    });
    expect((await fixture.send({ path: '/api/v1/nodes/other' })).status).toBe(404);
  });
});

describe('what the sandbox has not', () => {
  it.each([
    '/api/v1/secrets',
    '/apis/apps/v1/deployments',
    '/apis/x/v1/y',
    '/nowhere',
    '/api/v1/nodes/a/status',
  ])('%s is 404', async (path) => {
    await using fixture = await startFixture();
    expect(await fixture.send({ path })).toMatchObject({
      status: 404,
      body: { kind: 'Status', reason: 'NotFound' },
    });
  });

  it('does not watch, nor write nodes', async () => {
    await using fixture = await startFixture();
    expect((await fixture.send({ path: '/api/v1/nodes?watch=true' })).status).toBe(405);
    expect((await fixture.send({ path: '/api/v1/nodes', method: 'POST', body: {} })).status).toBe(405);
    expect((await fixture.send({ path: '/api/v1/configmaps', method: 'POST', body: {} })).status).toBe(405);
  });
});

it('what is open to anyone needs no token', async () => {
  await using fixture = await startFixture({ version: '1.33' });
  for (const path of ['/healthz', '/livez', '/readyz']) {
    expect((await fixture.send({ path, token: null })).status).toBe(200);
  }
  expect((await fixture.send({ path: '/version', token: null })).body).toMatchObject({
    major: '1',
    minor: '33',
  });
  expect((await fixture.send({ path: '/api', token: null })).status).toBe(401);
});
