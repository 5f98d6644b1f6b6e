import { MASTER, type ClusterApiSetup, type ClusterApiUnderTest } from '@roster/reconcile/testing';
import { describe, expect, it } from 'vitest';
import type { KubernetesApi, PodLine } from '../src/index.ts';

export type ShownUnderTest = Pick<ClusterApiUnderTest, 'connect' | 'close'> & { readonly api: KubernetesApi };

const SETUP: ClusterApiSetup = {
  nodes: [{ name: 'node-a', ready: true }],
  daemonSets: [{ namespace: 'kube-system', name: 'aws-node', desired: 3, ready: 2, upToDate: false }],
  pods: [
    { namespace: 'shop', name: 'web-1', ready: true },
    { namespace: 'shop', name: 'web-2', ready: false },
    { namespace: 'shop', name: 'other', ready: true },
  ],
};

/** What `roster pods` and `roster daemonset` show, beside the port. */
export function shownContract(of: string, make: (setup: ClusterApiSetup) => Promise<ShownUnderTest>): void {
  describe(`what is shown of ${of}`, () => {
    it('is each pod in a line, and a daemonset with all its counts', async () => {
      const { api, connect, close } = await make(SETUP);
      try {
        const master = await connect(MASTER);
        const lines: Omit<PodLine, 'node' | 'ip'>[] = [];
        // Where a pod runs is a scheduler's affair.
        const query = { namespace: 'shop', namePrefix: 'web-' };
        for await (const { namespace, name, phase, ready, containers } of api.listPods(master, query)) {
          lines.push({ namespace, name, phase, ready, containers });
        }
        const running = { namespace: 'shop', phase: 'Running', containers: { ready: 1, total: 1 } };
        expect(lines).toEqual([
          { ...running, name: 'web-1', ready: true },
          { ...running, name: 'web-2', ready: false, containers: { ready: 0, total: 1 } },
        ]);
        const everywhere = await Array.fromAsync(
          api.listPods(master, { namespace: undefined, namePrefix: '' }),
          (pod) => `${pod.namespace}/${pod.name}`,
        );
        expect(everywhere).toEqual(expect.arrayContaining(['shop/other', 'shop/web-1', 'shop/web-2']));
        const name = { namespace: 'kube-system', name: 'aws-node' };
        const counts = { desired: 3, current: 3, ready: 2, updated: 1, available: 2, misscheduled: 0 };
        expect(await api.readDaemonSet(master, name)).toEqual({
          ...counts,
          upToDate: false,
          nodeSelector: {},
        });
        expect(await api.readDaemonSet(master, { ...name, name: 'none' })).toBeUndefined();
      } finally {
        await close?.();
      }
    });
  });
}
