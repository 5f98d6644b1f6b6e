import type { ControlPlane, RealCluster } from '@roster/control-plane';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../src/report/run-report.ts';
import { occasionOn } from './as-it-is-written.ts';
import { arnOf, BASE, grantsFile, OPS_GRANT } from './fleet.ts';
import { user, type User } from './harness.ts';
import { checkedClusters, ENTRIES, NODES, OPERATORS, startRealClusters, WRITE } from './real-fleet.ts';

let real: ControlPlane;
beforeAll(async () => {
  const bare = { awsAuth: null, accessEntries: ENTRIES, authenticationMode: 'API_AND_CONFIG_MAP' } as const;
  real = await startRealClusters(
    [{ name: 'nodes' }, { name: 'reviews' }, { name: 'locked' }, { name: 'bare', ...bare }],
    // The API server's default: a token once accepted stays so for two minutes.
    { tokenCacheTtl: '2m0s' },
  );
});
afterAll(() => real.stop());

const run = async (ann: User, ...argv: readonly string[]) => (await ann.json(...argv)) as RunReport;
const pushed = async (name: string, ...grants: readonly string[]) => {
  const files = { 'fleet/clusters.yaml': checkedClusters(name), 'fleet/grants.yaml': grantsFile(...grants) };
  const ann = await user({ sandbox: real.sandbox, files });
  await ann.run('catalog', 'push', 'fleet');
  return ann;
};
const push = async (ann: User, ...grants: readonly string[]) => {
  await ann.write('fleet/grants.yaml', grantsFile(...grants));
  expect(await ann.run('catalog', 'push', 'fleet', '--allow-removals')).toMatchObject({ code: 0 });
};

interface Trouble {
  readonly reason: string;
  readonly begins: (cluster: RealCluster) => Promise<unknown>;
  readonly ends: (cluster: RealCluster) => Promise<unknown>;
}

const nodesFall: Trouble = {
  reason: 'nodesNotReady',
  begins: (cluster) => cluster.setNodes(NODES.map((node, index) => ({ ...node, ready: index === 0 }))),
  ends: (cluster) => cluster.setNodes(NODES),
};
/** By the cluster that they befall. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  nodes: nodesFall,
  bare: nodesFall,
  reviews: {
    reason: 'accessReview',
    begins: async (cluster) => {
      await cluster.admin.request(
        'DELETE',
        '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/operators',
      );
      while (await operatorsMayList(cluster));
    },
    ends: async (cluster) => {
      await cluster.apply(OPERATORS);
      while (!(await operatorsMayList(cluster)));
    },
  },
};

describe('what got worse by a write is put back within the run, and stays so', () => {
  it.each(Object.entries(TROUBLES))('cluster %s', async (name, { reason, begins, ends }) => {
    const cluster = real.cluster(arnOf(name));
    await using ann = await pushed(name, OPS_GRANT);
    // What a run has made it does not delete again: deleting is never safe.
    const before = (await cluster.awsAuth()) ?? {};
    {
      await using occasion = await occasionOn(cluster);
      occasion.next(() => begins(cluster));
      const { results } = await run(ann, 'apply');
      expect(results).toMatchObject([{ outcome: 'rolledBack', reason, rows: { add: 1 } }]);
    }
    expect(await cluster.awsAuth()).toEqual(before);
    await ends(cluster);
    // Nobody released it: the next run would repeat the mistake.
    expect((await run(ann, 'apply')).results).toMatchObject([{ outcome: 'blocked', reason: 'held' }]);
    expect(await cluster.awsAuth()).toEqual(before);
    expect(await ann.run('release', name)).toMatchObject({ code: 0 });
    expect(await run(ann, 'apply')).toMatchObject({ counts: { changed: 1 } });
    expect((await cluster.awsAuth())?.['mapRoles']).toContain('role/Ops');
  });
});

const writeGrant = (group: string) => `
  - name: roster-write
    principals: [{ arn: ${WRITE} }]
    username: roster-write
    groups: [${group}]
    clusters: { matchLabels: { env: prod } }
`;

describe('a change that would lock us out', () => {
  it.each([
    ['our row goes with its grant: 401', []],
    ['our row loses its group: 403', [writeGrant('nobody')]],
  ])(
    'is refused by own-access; without that guardrail it is put back within the run: %s',
    async (_how, next) => {
      const locked = real.cluster(arnOf('locked'));
      await using ann = await pushed('locked', writeGrant('roster:write'));
      expect(await run(ann, 'apply')).toMatchObject({ counts: { inSync: 1 }, rows: { adopt: 1 } });
      const before = await locked.awsAuth();
      expect(before).toEqual({ mapRoles: BASE });
      await push(ann, ...next);

      const refused = await run(ann, 'apply');
      expect(refused.results).toMatchObject([{ outcome: 'blocked', reason: 'own-access' }]);
      expect(await locked.awsAuth()).toEqual(before);

      const let_ = ['--override', 'own-access=the test leaves this guardrail out'];
      const undone = await run(ann, 'apply', ...let_);
      expect(undone.results).toMatchObject([
        { outcome: 'rolledBack', reason: 'identityRefused', overridden: [{ rule: 'own-access' }] },
      ]);
      expect(await locked.awsAuth()).toEqual(before);

      // The way in stands again, and the hold keeps it: until the catalog grants it once more.
      expect((await run(ann, 'apply', ...let_)).results).toMatchObject([
        { outcome: 'blocked', reason: 'held' },
      ]);
      await push(ann, writeGrant('roster:write'), OPS_GRANT);
      expect(await run(ann, 'apply')).toMatchObject({ counts: { changed: 1 }, rows: { add: 1 } });
      await locked.setAwsAuth(before ?? null);
    },
  );
});

async function operatorsMayList({ admin }: RealCluster): Promise<boolean> {
  const spec = { groups: ['operators'], resourceAttributes: { verb: 'list', resource: 'nodes' } };
  const { body } = await admin.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
    spec,
  });
  return (body as { readonly status: { readonly allowed: boolean } }).status.allowed;
}
