import { describe, expect, it } from 'vitest';
import { MASTER, READER, ROWS, type On } from './cluster-api-rig.ts';

const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

/** Nodes, daemonsets, pods and access reviews: what Verify looks at. */
export function workloadsContract(on: On): void {
  describe('nodes', () => {
    it.each([0, 1, 600])('tells which of %i are Ready', (count) =>
      on(
        { awsAuth: ROWS, nodes: many(count, (i) => ({ name: `node-${i}`, ready: i % 3 !== 0 })) },
        async (rig) => {
          const { ready, notReady } = await rig.api.nodes(await rig.connect(READER));
          expect(notReady).toHaveLength(Math.ceil(count / 3));
          expect([...ready, ...notReady].sort()).toEqual(many(count, (i) => `node-${i}`).sort());
          if (count > 1) expect(ready).toContain('node-1');
        },
      ),
    );
  });

  describe('daemonSet', () => {
    const aws = { namespace: 'kube-system', name: 'aws-node', nodeSelector: { lifecycle: 'spot' } };
    const old = { namespace: 'kube-system', name: 'old', desired: 3, ready: 3, upToDate: false };

    it('tells its counts, and whether all pods are of its last version', () =>
      on({ awsAuth: ROWS, daemonSets: [{ ...aws, desired: 3, ready: 2 }, old] }, async ({ api, connect }) => {
        const reader = await connect(READER);
        const found = await api.daemonSet(reader, 'kube-system', 'aws-node');
        const { nodeSelector } = aws;
        expect(found).toMatchObject({ desired: 3, ready: 2, upToDate: true, nodeSelector });
        const other = await api.daemonSet(reader, 'kube-system', 'old');
        expect(other).toMatchObject({ ready: 3, upToDate: false, nodeSelector: {} });
      }));

    it('gives undefined where there is none of that name in that namespace', () =>
      on({ awsAuth: ROWS, daemonSets: [old] }, async ({ api, connect }) => {
        const reader = await connect(READER);
        expect(await api.daemonSet(reader, 'kube-system', 'aws-node')).toBeUndefined();
        expect(await api.daemonSet(reader, 'default', 'old')).toBeUndefined();
      }));
  });

  describe('pods', () => {
    it('counts those of the namespace whose names begin so', () => {
      const pods = [
        ...many(600, (i) => ({ namespace: 'default', name: `batch-app-${i}`, ready: i < 400 })),
        { namespace: 'default', name: 'a-batch-app', ready: true },
        { namespace: 'other', name: 'batch-app-0', ready: true },
      ];
      return on({ awsAuth: ROWS, pods }, async ({ api, connect }) => {
        const reader = await connect(READER);
        expect(await api.pods(reader, 'default', 'batch-app')).toEqual({ total: 600, ready: 400 });
        expect(await api.pods(reader, 'default', 'batch-app-59')).toEqual({ total: 11, ready: 1 });
        expect(await api.pods(reader, 'nowhere', '')).toEqual({ total: 0, ready: 0 });
      });
    });
  });

  describe('accessReview', () => {
    const bindings = [
      { group: 'viewers', verbs: ['get', 'list'], resources: ['pods', 'services/status'] },
      { group: 'app-viewers', verbs: ['get'], resources: ['deployments'], apiGroups: ['apps'] },
      { user: 'ada', verbs: ['*'], resources: ['nodes'] },
    ];
    it.each([
      [{ group: 'viewers', verb: 'list', resource: 'pods' }, true],
      [{ group: 'viewers', verb: 'delete', resource: 'pods' }, false],
      [{ group: 'viewers', verb: 'list', resource: 'nodes' }, false],
      [{ group: 'nobody', verb: 'list', resource: 'pods' }, false],
      [{ user: 'ada', verb: 'delete', resource: 'nodes' }, true],
      [{ user: 'viewers', verb: 'list', resource: 'pods' }, false],
      [{ group: 'viewers', verb: 'list', resource: 'pods', namespace: 'default' }, true],
      [{ group: 'viewers', verb: 'get', resource: 'pods/log' }, false],
      [{ group: 'viewers', verb: 'get', resource: 'services/status' }, true],
      [{ group: 'viewers', verb: 'get', resource: 'services' }, false],
      [{ group: 'app-viewers', verb: 'get', resource: 'deployments', apiGroup: 'apps' }, true],
      [{ group: 'app-viewers', verb: 'get', resource: 'deployments' }, false],
      [{ group: 'roster:read', verb: 'list', resource: 'nodes' }, true],
      [{ group: 'roster:read', verb: 'list', resource: 'configmaps', namespace: 'kube-system' }, false],
      [{ group: 'system:masters', verb: 'delete', resource: 'nodes' }, true],
    ])('of %o is %s', (check, allowed) =>
      on({ bindings }, async ({ api, connect }) => {
        expect(await api.accessReview(await connect(MASTER), check)).toBe(allowed);
      }),
    );
  });
}
