import { describe, expect, it } from 'vitest';
import type { HttpRig, OnHttp } from './rig.ts';

interface List {
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly namespace?: string } }[];
}

async function list({ send }: HttpRig, path: string): Promise<List> {
  const { status, body } = await send({ path });
  expect(status, path).toBe(200);
  return body as List;
}
const names = ({ items }: List) => items.map(({ metadata }) => metadata.name);
const NODES = '/api/v1/nodes';

/** Lists of nodes, pods and daemonsets, and their status as their status subresource left it. */
export function listsContract(on: OnHttp): void {
  lists(on);
  statuses(on);
}

function lists(on: OnHttp): void {
  describe('lists', () => {
    it('come in pages of `limit`, in the order of names', () =>
      on({ nodes: ['c', 'a', 'e', 'b', 'd'].map((name) => ({ name })) }, async (rig) => {
        const first = await list(rig, `${NODES}?limit=2`);
        expect([names(first).join(''), first.metadata.remainingItemCount]).toEqual(['ab', 3]);
        const second = await list(rig, `${NODES}?limit=2&continue=${first.metadata.continue!}`);
        const third = await list(rig, `${NODES}?limit=2&continue=${second.metadata.continue!}`);
        expect([names(second).join(''), names(third).join('')]).toEqual(['cd', 'e']);
        expect(third.metadata).not.toHaveProperty('continue');
        for (const all of ['limit=0', 'limit=-1', 'limit=5', 'limit=9&continue=', 'nonsense=1']) {
          const whole = await list(rig, `${NODES}?${all}`);
          expect([names(whole).join(''), whole.metadata.continue]).toEqual(['abcde', undefined]);
        }
        expect((await rig.send({ path: `${NODES}?limit=x` })).status).toBe(400);
        expect((await rig.send({ path: `${NODES}?continue=nonsense` })).status).toBe(400);
      }));

    it('are of one namespace or of all', () => {
      const pods = [
        { namespace: 'shop', name: 'batch-app-1' },
        { namespace: 'shop', name: 'web-1', phase: 'Pending' as const },
        { namespace: 'other', name: 'batch-app-2', ready: false },
      ];
      return on({ pods }, async (rig) => {
        expect(names(await list(rig, '/api/v1/pods'))).toEqual(['batch-app-2', 'batch-app-1', 'web-1']);
        const { items } = await list(rig, '/api/v1/namespaces/shop/pods');
        expect(items).toMatchObject([
          { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } },
          { status: { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False' }] } },
        ]);
        const none = await list(rig, '/api/v1/namespaces/none/pods');
        expect(none).toMatchObject({ kind: 'PodList', items: [] });
      });
    });

    it('are narrowed by labels and by the two fields', () => {
      const node = (name: string, labels: Record<string, string>) => ({ name, labels });
      const nodes = [node('a', { tier: 'web', lifecycle: 'spot' }), node('b', { tier: 'db' }), node('c', {})];
      return on({ nodes }, async (rig) => {
        const by = async (query: Record<string, string>) => {
          const path = `${NODES}?${new URLSearchParams(query).toString()}`;
          const { status, body } = await rig.send({ path });
          return status === 200 ? names(body as List).join('') : status;
        };
        expect(await by({ labelSelector: 'tier=web' })).toBe('a');
        expect(await by({ labelSelector: 'tier in (web, db),!lifecycle' })).toBe('b');
        expect(await by({ labelSelector: 'tier notin (web),tier!=db' })).toBe('c');
        expect(await by({ labelSelector: 'tier' })).toBe('ab');
        expect(await by({ fieldSelector: 'metadata.name=c' })).toBe('c');
        expect(await by({ fieldSelector: 'metadata.name!=c' })).toBe('ab');
        for (const fieldSelector of ['spec.x=1', 'metadata.namespace=x'])
          expect(await by({ fieldSelector })).toBe(400);
        for (const labelSelector of ['a===b', 'a b']) expect(await by({ labelSelector })).toBe(400);
        const { metadata } = await list(rig, `${NODES}?limit=1&labelSelector=tier`);
        expect(metadata.continue).toBeDefined();
        expect(metadata).not.toHaveProperty('remainingItemCount');
      });
    });
  });
}

function statuses(on: OnHttp): void {
  describe('a status', () => {
    it('of a node tells whether it is Ready', () =>
      on({ nodes: [{ name: 'a' }, { name: 'b', ready: false }] }, async ({ send }) => {
        const statusOf = async (name: string) => (await send({ path: `${NODES}/${name}` })).body;
        const ready = (status: string) => ({ status: { conditions: [{ type: 'Ready', status }] } });
        expect(await statusOf('a')).toMatchObject({ kind: 'Node', ...ready('True') });
        expect(await statusOf('b')).toMatchObject(ready('False'));
        expect(await statusOf('c')).toMatchObject({ code: 404, message: 'nodes "c" not found' });
      }));

    it('of a daemonset tells its counts', () => {
      const nodeSelector = { lifecycle: 'spot' };
      const base = { namespace: 'kube-system', desired: 2, ready: 1 };
      const daemonSets = [
        { ...base, name: 'agent', nodeSelector },
        { ...base, name: 'late', updated: 0 },
      ];
      return on({ daemonSets }, async ({ send }) => {
        const path = '/apis/apps/v1/namespaces/kube-system/daemonsets';
        const counts = { desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 1 };
        expect((await send({ path })).body).toMatchObject({
          kind: 'DaemonSetList',
          items: [
            {
              metadata: { name: 'agent', generation: 1 },
              spec: { template: { spec: { nodeSelector } } },
              status: { ...counts, observedGeneration: 1, updatedNumberScheduled: 2 },
            },
            { metadata: { name: 'late' }, status: counts },
          ],
        });
        const missing = {
          code: 404,
          message: 'daemonsets.apps "none" not found',
          details: { group: 'apps' },
        };
        expect((await send({ path: `${path}/none` })).body).toMatchObject(missing);
      });
    });
  });
}
