import { describe, expect, it } from 'vitest';
import { bench, firstOf, targetOf, way, type Bench } from './bench.ts';
import { BASE, cluster, grant, OPS_ROW, WRITE } from './fleet.ts';
import { watched } from './crashing.ts';

const CHECKS = {
  daemonSets: [{ namespace: 'kube-system', name: 'aws-node' }],
  pods: [{ namespace: 'default', namePrefix: 'app', min: 0 }],
  access: [{ group: 'ops', verb: 'list', resource: 'nodes' }],
};
const IN_SYNC = ['describe', 'token', 'whoAmI', 'token', 'readAwsAuth'];
const HEALTH = ['nodes', 'daemonSet', 'pods', 'accessReview'];
const JOURNAL = new Set(['getTask', 'getTaskAndFinding', 'getStatus', 'listWrites', 'getWrite', 'putWrite']);
for (const name of [
  'putFinding',
  'putHealth',
  'getFinding',
  'putMessage',
  'patchStatus',
  'readLease',
  'takeLease',
])
  JOURNAL.add(name);

/** The calls of one cluster's way, those of AWS and Kubernetes apart from the journal's, in order. */
async function callsOf(made: Bench, mode: 'plan' | 'apply' | 'verify' = 'apply') {
  const target = targetOf(await made.open({ mode }), made.clock().toISOString());
  const { calls, deps } = watched(made.deps);
  const { outcome } = await way(target, deps);
  return {
    outcome: outcome.kind,
    cluster: calls.filter((call) => !JOURNAL.has(call)),
    journal: calls.filter((call) => JOURNAL.has(call)),
  };
}

/** In sync, and remembered so: no adoption, no foreign row that is new. */
async function inSync(): Promise<Bench> {
  const made = bench(OPS_ROW, { clusters: [cluster('one', { checks: CHECKS })] });
  const door = made.door();
  door.bindings = [...door.bindings, { group: 'ops', verbs: ['list'], resources: ['nodes'] }];
  door.daemonSets = [{ namespace: 'kube-system', name: 'aws-node', desired: 1, ready: 1 }];
  await way(targetOf(await made.open({ run: '20261124T075900Z-r0' }), ''), made.deps);
  await made.journal.releaseLease(firstOf('20261124T075900Z-r0'));
  return made;
}

// The numbers of README.md, Calls. A token is made in memory: no call, with credentials cached.
describe('the calls that a run makes for a cluster', () => {
  it.each(['plan', 'apply'] as const)(
    'in sync, in mode %s: three, and three reads of the journal',
    async (mode) => {
      const { outcome, cluster: calls, journal } = await callsOf(await inSync(), mode);
      expect(outcome).toBe('inSync');
      expect(calls).toEqual(IN_SYNC);
      expect(journal).toEqual(['getTask', 'getTaskAndFinding', 'getStatus', 'listWrites']);
    },
  );

  it('in sync, in mode API_AND_CONFIG_MAP: the access entries besides', async () => {
    const made = await inSync();
    made.door().authenticationMode = 'API_AND_CONFIG_MAP';
    const { outcome, cluster: calls } = await callsOf(made);
    expect(outcome).toBe('inSync');
    expect(calls.toSorted()).toEqual([...IN_SYNC, 'accessEntries'].toSorted());
  });

  it('in mode API: two', async () => {
    const made = await inSync();
    made.door().authenticationMode = 'API';
    made.door().accessEntries = [{ principalArn: cluster('one').roles.read ?? '' }];
    expect((await callsOf(made)).cluster).toEqual(['describe', 'token', 'whoAmI']);
  });

  it('whose change is a row of our own: one more read, two seconds later', async () => {
    const ours = {
      principals: [{ arn: WRITE }],
      username: 'roster-write',
      groups: ['roster:write', 'audited'],
    };
    const made = bench(OPS_ROW, { grants: [grant(), grant({ name: 'ours', ...ours })] });
    const { outcome, cluster: calls } = await callsOf(made);
    expect(outcome).toBe('changed');
    const proof = ['token', 'readAwsAuth'];
    expect(calls.slice(calls.indexOf('patchAwsAuth'))).toEqual([
      ...['patchAwsAuth', ...proof, ...proof],
      ...['token', 'whoAmI', 'nodes'],
    ]);
    expect(made.pauses).toEqual([2_000]);
  });

  it('that changes: patch, one read that proves it, who we are, and its health twice', async () => {
    const made = await inSync();
    made.door().setAwsAuth({ mapRoles: BASE });
    const { outcome, cluster: calls, journal } = await callsOf(made);
    expect(outcome).toBe('changed');
    expect(calls).toEqual([
      ...IN_SYNC,
      ...HEALTH,
      ...['token', 'patchAwsAuth', 'token', 'readAwsAuth'],
      ...['token', 'whoAmI', ...HEALTH],
    ]);
    expect(journal).toEqual([
      ...['getTask', 'getTaskAndFinding', 'getStatus', 'listWrites'],
      ...['putFinding', 'putWrite', 'readLease'],
      ...['getTaskAndFinding', 'putHealth'],
    ]);
  });

  it('in mode verify: its health, and who we are', async () => {
    const made = await inSync();
    const { outcome, cluster: calls } = await callsOf(made, 'verify');
    expect(outcome).toBe('healthy');
    expect(calls).toEqual(['describe', 'token', 'whoAmI', 'token', ...HEALTH]);
  });
});
