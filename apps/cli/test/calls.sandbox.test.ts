import { describe, expect, it } from 'vitest';
import { arnOf, BASE, clustersFile, grantsFile, OPS_GRANT, OPS_ROW, startClusters } from './fleet.ts';
import { together, user } from './harness.ts';

const FILES = {
  'fleet/clusters.yaml': clustersFile('one', 'two'),
  'fleet/grants.yaml': grantsFile(OPS_GRANT),
};
const IN_SYNC = {
  'eks:DescribeCluster': 1,
  'k8s:create selfsubjectreviews': 1,
  'k8s:get configmaps': 1,
};
const HEALTH = { 'k8s:list nodes': 1, 'k8s:get daemonsets': 1 };

/** Two clusters of one account, in sync and remembered so: they share the credentials of each role. */
async function settled() {
  const sandbox = await startClusters([
    { name: 'one', awsAuth: { mapRoles: BASE + OPS_ROW } },
    { name: 'two', awsAuth: { mapRoles: BASE + OPS_ROW } },
  ]);
  const ann = await user({ sandbox, files: FILES });
  await ann.run('catalog', 'push', 'fleet');
  await ann.run('apply'); // adopts: from here on all is remembered
  sandbox.resetCalls();
  return { ...together(sandbox, ann), one: sandbox.cluster(arnOf('one')) };
}

// The table of libs/reconcile/README.md, Calls, counted where the calls arrive.
describe('the HTTP calls of a run for a cluster', () => {
  it.each([
    ['plan', 1],
    ['apply', 2],
  ] as const)(
    'in sync, by %s: three, and nothing else but the roles and who the caller is',
    async (mode, roles) => {
      await using made = await settled();
      expect(await made.ann.json(mode)).toMatchObject({ counts: { inSync: 2 } });
      expect(made.one.calls()).toEqual(IN_SYNC);
      expect(made.sandbox.calls()).toEqual({
        'sts:AssumeRole': roles,
        'sts:GetCallerIdentity': 1,
        ...Object.fromEntries(Object.entries(IN_SYNC).map(([kind, count]) => [kind, 2 * count])),
      });
    },
  );

  it('that changes: six, and its health twice', async () => {
    await using made = await settled();
    made.one.setAwsAuth({ mapRoles: BASE });
    expect(await made.ann.json('apply')).toMatchObject({ counts: { inSync: 1, changed: 1 } });
    expect(made.one.calls()).toEqual({
      'eks:DescribeCluster': 1,
      'k8s:create selfsubjectreviews': 2,
      'k8s:get configmaps': 2,
      'k8s:patch configmaps': 1,
      'k8s:list nodes': 2,
      'k8s:get daemonsets': 2,
    });
    expect(made.sandbox.calls()['sts:AssumeRole']).toBe(2);
  });

  it('in mode verify: two, and its health', async () => {
    await using made = await settled();
    expect(await made.ann.json('verify')).toMatchObject({ counts: { healthy: 2 } });
    expect(made.one.calls()).toEqual({
      'eks:DescribeCluster': 1,
      'k8s:create selfsubjectreviews': 1,
      ...HEALTH,
    });
  });

  it('in mode API_AND_CONFIG_MAP: its access entries besides', async () => {
    await using made = await settled();
    made.one.change({ authenticationMode: 'API_AND_CONFIG_MAP' });
    await made.ann.run('plan');
    expect(made.one.calls()).toEqual({ ...IN_SYNC, 'eks:ListAccessEntries': 1 });
  });
});
