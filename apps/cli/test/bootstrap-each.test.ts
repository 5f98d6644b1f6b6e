import { clusterArn, type Cluster } from '@roster/access';
import type { BootstrapDeps } from '@roster/reconcile/bootstrap';
import {
  fakeAccessEntries,
  fakeCloud,
  fakeClusterApi,
  fakeManifests,
  fakeWorld,
} from '@roster/reconcile/testing';
import { expect, it } from 'vitest';
import { bootstrapEach } from '../src/bootstrap/bootstrap-each.ts';
import { rbacManifests } from '../src/bootstrap/rbac-files.ts';
import { renderBootstrap } from '../src/bootstrap/render-bootstrap.ts';
import { plain } from '../src/output/paint.ts';

const account = '111122223333';
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const WIDTH = 10;

/** Two hundred fresh clusters: every tenth is not active yet, and one is what nobody has foreseen. */
async function twoHundred(signal = new AbortController().signal) {
  const world = fakeWorld({ clock: () => new Date('2026-11-01T12:00:00Z') });
  let [open, most] = [0, 0];
  const chosen = Array.from({ length: 200 }, (_, at) => {
    const name = { name: `c${String(at)}`, account, region: 'eu-west-1' };
    const roles = { read: role('RosterRead'), write: role('RosterWrite') };
    const checks = { daemonSets: [], pods: [], access: [] };
    const cluster: Cluster = { ...name, arn: clusterArn(name), labels: {}, roles, checks };
    const door = world.cluster(cluster.arn);
    Object.assign(door, { authenticationMode: 'API', bindings: [] });
    if (at % 10 === 0) door.status = 'CREATING';
    return { cluster, role: role('RosterBootstrap') };
  });
  const [, broken] = chosen;
  world.cluster(broken?.cluster.arn ?? '').on({
    call: 'applyManifest',
    when: 'before',
    run: () => {
      throw new TypeError('nobody has thought of that');
    },
  });
  const cloud = fakeCloud(world);
  const deps: BootstrapDeps = {
    cloud: {
      ...cloud,
      describe: (target) => {
        most = Math.max(most, (open += 1));
        return cloud.describe(target);
      },
    },
    clusterApi: fakeClusterApi(world),
    entries: fakeAccessEntries(world),
    manifests: fakeManifests(world),
    signingClock: world.clock,
    pause: () => Promise.resolve(),
  };
  const thrown: unknown[] = [];
  const counts: number[] = [];
  const ended = (count: number) => {
    open -= 1;
    counts.push(count);
  };
  const each = { chosen, width: WIDTH, run: 'r1', manifests: await rbacManifests(), dryRun: false };
  const unforeseen = (error: unknown) => thrown.push(error);
  const results = await bootstrapEach({ ...each, signal, ended, unforeseen }, deps);
  return { world, chosen, results, thrown, counts, most };
}

it('bootstraps two hundred clusters, ten at once, and tells of each how it ended', async () => {
  const { world, chosen, results, thrown, counts, most } = await twoHundred();
  expect(results.map(({ cluster }) => cluster)).toEqual(chosen.map(({ cluster }) => cluster.arn));
  const ends = Object.groupBy(results, ({ outcome: { kind, reason } }) => `${kind}: ${reason}`);
  expect(Object.fromEntries(Object.entries(ends).map(([end, its]) => [end, its?.length]))).toEqual({
    'unreachable: notActive': 20,
    'failed: TypeError': 1,
    'changed: ': 179,
  });
  expect(thrown).toEqual([new TypeError('nobody has thought of that')]);
  expect([most, counts.length, counts.at(-1)]).toEqual([WIDTH, 200, 200]);
  const left = chosen.filter(({ cluster: { arn }, role: own }) =>
    world.cluster(arn).accessEntries.some(({ principalArn }) => principalArn === own),
  );
  expect(left).toEqual([]);
  const text = renderBootstrap(results, plain, false);
  expect(text).toContain('changed 179 · unreachable 20 · failed 1');
  expect(text).toMatch(/^ {2}20 clusters: it is not active yet, .*bootstrap it again later$/m);
  expect(text).toMatch(/^ {2}c1: an error in roster itself .*: bootstrap it again/m);
});

it('begins none once it is interrupted', async () => {
  const { results } = await twoHundred(AbortSignal.abort());
  expect(results).toEqual([]);
});
