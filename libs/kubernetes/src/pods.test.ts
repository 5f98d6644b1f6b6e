import { describe, expect, it } from 'vitest';
import { CA, connectionTo } from '../test/connection.ts';
import { createAsk } from './ask.ts';
import { countPods, listPods } from './pods.ts';

const running = { running: { startedAt: '2026-11-01T12:00:00Z' } };
const ready = [{ type: 'Ready', status: 'True' }];
const container = (name: string, is = true) => ({ name, ready: is, state: running });

const PODS = [
  {
    metadata: { name: 'web-1', namespace: 'default' },
    spec: { nodeName: 'n1', containers: [{ name: 'a' }, { name: 'b' }] },
    status: {
      ...{ phase: 'Running', podIP: '10.0.0.7', conditions: ready },
      containerStatuses: [container('a'), container('b')],
    },
  },
  {
    metadata: { name: 'web-2', deletionTimestamp: '2026-11-01T12:00:00Z' },
    spec: { nodeName: 'n2', containers: [{ name: 'a' }] },
    status: { phase: 'Running', conditions: ready, containerStatuses: [container('a')] },
  },
  {
    metadata: { name: 'web-3' },
    spec: {
      nodeName: 'n1',
      containers: [{ name: 'a' }],
      initContainers: [{ name: 'mesh', restartPolicy: 'Always' }, { name: 'setup' }],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [container('a', false)],
      initContainerStatuses: [container('mesh'), { name: 'setup', ready: true, state: { terminated: {} } }],
    },
  },
  { metadata: { name: 'web-4' }, spec: { containers: [{ name: 'a' }] }, status: { phase: 'Pending' } },
  { metadata: { name: 'other' } },
];

/** A namespace in pages of two; `asked` and `paths` hold the query and the path of every page. */
function rig() {
  const asked: URLSearchParams[] = [];
  const paths: string[] = [];
  const ask = createAsk(({ url }) => {
    const { searchParams: query, pathname } = new URL(url);
    paths.push(pathname);
    asked.push(query);
    const from = Number(query.get('continue') ?? 0);
    const next = from + 2 < PODS.length ? String(from + 2) : '';
    const page = { kind: 'PodList', metadata: { continue: next }, items: PODS.slice(from, from + 2) };
    const body = Buffer.from(JSON.stringify(page));
    return Promise.resolve({ status: 200, body });
  });
  return { asked, paths, ask };
}

const connection = connectionTo('https://one.example', CA);
const query = { namespace: 'default', namePrefix: 'web-' };

describe('listPods', () => {
  it('tells of each pod what kubectl tells', async () => {
    const none = { namespace: '', ip: '' };
    expect(await Array.fromAsync(listPods(rig().ask, connection, query))).toEqual([
      {
        ...{ namespace: 'default', name: 'web-1', phase: 'Running', ready: true },
        ...{ containers: { ready: 2, total: 2 }, node: 'n1', ip: '10.0.0.7' },
      },
      {
        ...{ ...none, name: 'web-2', phase: 'Terminating', ready: false },
        ...{ containers: { ready: 1, total: 1 }, node: 'n2' },
      },
      {
        ...none,
        name: 'web-3',
        phase: 'Running',
        ready: false,
        containers: { ready: 1, total: 2 },
        node: 'n1',
      },
      {
        ...none,
        name: 'web-4',
        phase: 'Pending',
        ready: false,
        containers: { ready: 0, total: 1 },
        node: '',
      },
    ]);
  });

  it('asks for one namespace, or for all', async () => {
    const { ask, paths } = rig();
    await Array.fromAsync(listPods(ask, connection, { namespace: 'shop', namePrefix: '' }));
    await Array.fromAsync(listPods(ask, connection, { namespace: undefined, namePrefix: '' }));
    expect(new Set(paths)).toEqual(new Set(['/api/v1/namespaces/shop/pods', '/api/v1/pods']));
  });

  it('asks for a page when the one before is used up, and no sooner', async () => {
    const { ask, asked } = rig();
    const seen: number[] = [];
    for await (const { name } of listPods(ask, connection, query)) {
      seen.push(asked.length);
      if (name === 'web-3') break;
    }
    expect(seen).toEqual([1, 1, 2]);
    expect(asked.map((each) => [each.get('limit'), each.get('continue')])).toEqual([
      ['250', null],
      ['250', '2'],
    ]);
  });
});

describe('countPods', () => {
  it('counts over all pages', async () => {
    expect(await countPods(rig().ask, connection, query)).toEqual({ total: 4, ready: 1 });
  });
});
