import { clusterArn, type Cluster } from '@roster/access';
import { bootstrap, type BootstrapDeps } from '../src/bootstrap/index.ts';
import type { RbacManifest } from '../src/ports/index.ts';
import {
  fakeAccessEntries,
  fakeCloud,
  fakeClusterApi,
  fakeManifests,
  fakeWorld,
} from '../src/testing/index.ts';

const ACCOUNT = '111122223333';
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const READ = role('RosterRead');
export const WRITE = role('RosterWrite');
export const BOOTSTRAP = role('tools/RosterBootstrap');

/** The entries of the two roles, as they should be in the end. */
export const MEMBERS = [
  { principalArn: READ, groups: ['roster:read'] },
  { principalArn: WRITE, groups: ['roster:write'] },
];
/** The entry of a bootstrap that was cut off. */
export const LEFT_OVER = {
  ...{ principalArn: BOOTSTRAP, username: 'roster-bootstrap:{{SessionName}}', groups: [] },
  policies: ['AmazonEKSClusterAdminPolicy'],
};

const name = { name: 'fresh', account: ACCOUNT, region: 'eu-west-1' };
const none = { labels: {}, checks: { daemonSets: [], pods: [], access: [] } };
const CLUSTER: Cluster = { ...name, ...none, arn: clusterArn(name), roles: { read: READ, write: WRITE } };

const RBAC = 'rbac.authorization.k8s.io';
const apiVersion = `${RBAC}/v1` as const;

/** A small infra/rbac: each group may look at nodes, and ask. */
const MANIFESTS: readonly RbacManifest[] = ['roster:read', 'roster:write'].flatMap(
  (group): RbacManifest[] => [
    {
      ...{ apiVersion, kind: 'ClusterRole', metadata: { name: group } },
      rules: [
        { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
        { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
        ...(group === 'roster:write'
          ? [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['aws-auth'], verbs: ['patch'] }]
          : []),
      ],
    },
    {
      ...{ apiVersion, kind: 'ClusterRoleBinding', metadata: { name: group } },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: group },
      subjects: [{ apiGroup: RBAC, kind: 'Group', name: group }],
    },
  ],
);

/** A fresh cluster in a fake world, whose clock the pauses move on. */
export function bootstrapBench() {
  let now = new Date('2026-11-01T12:00:00Z').getTime();
  const world = fakeWorld({ clock: () => new Date(now), caller: 'arn:aws:iam::999999999999:user/ann' });
  const door = world.cluster(CLUSTER.arn);
  door.bindings = [];
  const deps: BootstrapDeps = {
    cloud: fakeCloud(world),
    clusterApi: fakeClusterApi(world),
    entries: fakeAccessEntries(world),
    manifests: fakeManifests(world),
    signingClock: world.clock,
    pause: (milliseconds) => {
      now += milliseconds;
      return Promise.resolve();
    },
  };
  const run = (given: { readonly role?: string; readonly dryRun?: boolean } = {}) =>
    bootstrap(
      { run: 'r1', cluster: CLUSTER, role: BOOTSTRAP, manifests: MANIFESTS, dryRun: false, ...given },
      deps,
    );
  const waited = () => now - new Date('2026-11-01T12:00:00Z').getTime();
  return { world, door, run, waited };
}
