import { describe, expect, it } from 'vitest';
import type { Written } from '@roster/workflow';
import { apply, token, verify } from '../src/index.ts';
import type { FakeCluster } from '../src/testing/index.ts';
import { bench, RUN, targetOf, visit, type Bench } from './bench.ts';
import { cluster, READ, row } from './fleet.ts';

const checks = {
  daemonSets: [{ namespace: 'kube-system', name: 'aws-node', nodeSelector: { lifecycle: 'spot' } }],
  pods: [{ namespace: 'default', namePrefix: 'app', min: 2 }],
  access: [{ group: 'ops', verb: 'list', resource: 'nodes' }],
};
const nodes = (count: number, fallen = 0) =>
  Array.from({ length: count }, (_, index) => ({ name: `n${index}`, ready: index >= fallen }));
const binding = { group: 'ops', verbs: ['list'], resources: ['nodes'] };
const daemonSet = {
  namespace: 'kube-system',
  name: 'aws-node',
  desired: 3,
  ready: 3,
  nodeSelector: { lifecycle: 'spot' },
};
const pods = ['app-1', 'app-2'].map((name) => ({ namespace: 'default', name, ready: true }));

/** A cluster on which everything is well. */
function well(): Bench {
  const made = bench('', { clusters: [cluster('one', { checks })] });
  const door = made.door();
  Object.assign(door, {
    nodes: nodes(30),
    daemonSets: [daemonSet],
    pods,
    bindings: [...door.bindings, binding],
  });
  return made;
}

/** What Apply hands to Verify, once it has written. */
async function written(made: Bench): Promise<Written> {
  const admitted = await token(targetOf(await made.open(), made.clock().toISOString()), made.deps);
  return (await apply(admitted, made.deps)) as Written;
}

type Break = (door: FakeCluster) => unknown;
const noBinding: Break = (door) => (door.bindings = door.bindings.filter((one) => one !== binding));

describe('Verify after a write', () => {
  it.each<[string, Break]>([
    ['identityRefused', (door) => door.refused.add(READ)],
    ['identityRefused', (door) => door.setAwsAuth({ mapRoles: row(READ, 'other', 'nobody') })],
    ['accessReview', noBinding],
    ['nodesNotReady', (door) => (door.nodes = nodes(30, 4))],
  ])('tells that it is worse at once: %s', async (worse, breaks) => {
    const made = well();
    const input = await written(made);
    breaks(made.door());
    expect(await verify(input, made.deps)).toMatchObject({ worse });
  });

  it.each<[string, Break]>([
    ['three of thirty nodes fell', (door) => (door.nodes = nodes(30, 3))],
    ['the nodes that fell are gone', (door) => (door.nodes = nodes(30, 4).slice(4))],
    ['nodes that are new are not Ready', (door) => (door.nodes = [...nodes(30), ...newNodes(3)])],
  ])('is changed, not worse, when %s', async (_what, breaks) => {
    const made = well();
    const input = await written(made);
    breaks(made.door());
    expect(await verify(input, made.deps)).toMatchObject({ outcome: { kind: 'changed' } });
  });

  it.each<[string, Break]>([
    ['a daemonset', (door) => (door.daemonSets = [{ ...daemonSet, ready: 2 }])],
    ['a daemonset of an old template', (door) => (door.daemonSets = [{ ...daemonSet, upToDate: false }])],
    ['a daemonset elsewhere', (door) => (door.daemonSets = [{ ...daemonSet, nodeSelector: {} }])],
    ['a daemonset that is gone', (door) => (door.daemonSets = [])],
    ['pods', (door) => (door.pods = pods.slice(1))],
  ])('waits for %s until the deadline, then tells that it is unhealthy since', async (_what, breaks) => {
    const made = well();
    const input = await written(made);
    breaks(made.door());
    await expect(verify(input, made.deps)).rejects.toMatchObject({ name: 'NotYetFault' });
    made.now.at = Date.parse(input.deadline);
    expect(await verify(input, made.deps)).toMatchObject({ outcome: { kind: 'unhealthy', reason: 'after' } });
    expect(await made.health()).toMatchObject({ nodes: { total: 30 } });
    expect(await made.health()).not.toEqual((await made.finding())?.healthBefore);
  });

  it('does not wait for what was wrong before', async () => {
    const made = well();
    made.door().pods = [];
    noBinding(made.door());
    expect(await verify(await written(made), made.deps)).toMatchObject({
      outcome: { kind: 'unhealthy', reason: 'before' },
    });
  });

  it('is denied where the read role never might look', async () => {
    const made = well();
    const input = await written(made);
    made.door().bindings = made.door().bindings.filter(({ group }) => group !== 'roster:read');
    expect(await verify(input, made.deps)).toMatchObject({ outcome: { kind: 'denied', reason: 'refused' } });
  });

  it('is unsettled, not unreachable, when the cluster does not answer', async () => {
    const made = well();
    const input = await written(made);
    made.door().fail('nodes', 'TimeoutFault');
    await expect(verify(input, made.deps)).rejects.toMatchObject({ name: 'UnsettledFault' });
  });
});

describe('a run in mode verify', () => {
  it('tells that a cluster is healthy, with no write', async () => {
    const made = well();
    expect(await visit(made, { mode: 'verify' })).toMatchObject({ outcome: { kind: 'healthy' } });
    expect(made.door().writes).toBe(0);
  });

  it('tells what is unhealthy, and keeps what it saw', async () => {
    const made = well();
    made.door().nodes = nodes(2, 2);
    const ended = await visit(made, { mode: 'verify' });
    expect(ended.outcome).toEqual({ kind: 'unhealthy', reason: 'before' });
    expect((await made.health(RUN, 'verify'))?.nodes.notReady).toEqual(['n0', 'n1']);
  });

  it('passes a fault on that is worth another try, and tells of one that is not', async () => {
    const made = well();
    made.door().fail('nodes', 'TimeoutFault', 1);
    await expect(visit(made, { mode: 'verify' })).rejects.toMatchObject({ name: 'TimeoutFault' });
    made.door().fail('pods', 'CertificateFault');
    expect(await visit(made, { mode: 'verify' })).toMatchObject({
      outcome: { kind: 'unreachable', reason: 'certificate' },
    });
  });
});

function newNodes(count: number) {
  return Array.from({ length: count }, (_, index) => ({ name: `new${index}`, ready: false }));
}
