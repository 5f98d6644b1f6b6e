import type { Fleet } from '@roster/access';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../ports/index.ts';
import { sampleCluster } from './journal-samples.ts';

/** A catalog with nothing in it, and the way to store a fleet as its next revision. */
export interface CatalogUnderTest {
  readonly catalog: Catalog;
  /** The id of the revision that the fleet became. */
  readonly store: (fleet: Fleet) => Promise<string>;
}

/** What every catalog must do. `make` gives an empty one. */
export function catalogContract(name: string, make: () => Promise<CatalogUnderTest>): void {
  describe(`${name} keeps the catalog's contract`, () => {
    it('has no revision at first', async () => {
      const { catalog } = await make();
      expect(await catalog.read()).toBeUndefined();
      expect(await catalog.read('1')).toBeUndefined();
    });

    it('reads back what was stored, in its order', async () => {
      const { catalog, store } = await make();
      const id = await store(sampleFleet());
      expect(await catalog.read()).toEqual({ id, fleet: sampleFleet() });
    });

    it('reads the newest, and older ones by their ids', async () => {
      const { catalog, store } = await make();
      const first = await store(sampleFleet());
      const second = await store({ ...sampleFleet(), clusters: [], protected: [] });
      expect([first, second]).toEqual(['1', '2']);
      expect((await catalog.read())?.id).toBe('2');
      expect((await catalog.read('2'))?.fleet.clusters).toEqual([]);
      expect(await catalog.read('1')).toEqual({ id: '1', fleet: sampleFleet() });
    });

    it.each(['3', '0', '-1', '01', '1.0', 'files:0123456789ab', ''])('has no revision %o', async (id) => {
      const { catalog, store } = await make();
      await store(sampleFleet());
      expect(await catalog.read(id)).toBeUndefined();
    });
  });
}

/** A fleet in which every optional field is set somewhere, and absent elsewhere. */
export function sampleFleet(): Fleet {
  const canary = { matchLabels: { ring: 'canary' } };
  const checks = {
    daemonSets: [{ namespace: 'kube-system', name: 'aws-node', nodeSelector: { lifecycle: 'spot' } }],
    pods: [{ namespace: 'default', namePrefix: 'batch-app', min: 1 }],
    access: [{ group: 'ops', verb: 'list', resource: 'nodes' }],
  };
  const roles = { read: 'arn:aws:iam::012345678901:role/RosterRead' };
  const source = { file: 'fleet.yaml', line: 3, column: 5 };
  return {
    rollout: { waves: [{ name: 'canary', clusters: canary }], failureBudget: { percent: 2.5 } },
    protected: ['arn:aws:iam::999999999999:role/BreakGlass'],
    trustedAccounts: ['999999999999'],
    privilegedGroups: ['admins'],
    denied: ['arn:aws:iam::999999999999:role/team/Intruder'],
    ownership: [{ clusters: canary, mode: 'exclusive' }],
    clusters: [{ ...sampleCluster('zebra'), roles, checks }, sampleCluster('ant')],
    grants: [
      {
        ...{ name: 'ops', principals: [{ roleName: 'Ops' }], username: 'ops', groups: ['system:masters'] },
        ...{ clusters: {}, owner: 'ops@example.com', reason: '', until: '2030-01-31', source },
      },
      {
        ...{
          name: 'audit',
          principals: [{ arn: 'arn:aws:iam::999999999999:role/Audit' }],
          username: 'audit',
        },
        ...{ groups: ['view'], clusters: { matchExpressions: [{ key: 'env', operator: 'Exists' }] } },
      },
    ],
  };
}
