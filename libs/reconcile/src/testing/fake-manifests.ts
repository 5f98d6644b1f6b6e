import { isDeepStrictEqual } from 'node:util';
import { canonicalPrincipal } from '@roster/access';
import { Fault, type Identity } from '@roster/workflow';
import type { Manifests, RbacManifest } from '../ports/index.ts';
import { fakeClusterApi } from './fake-cluster-api.ts';
import type { FakeBinding, FakeCluster } from './fake-cluster.ts';
import type { FakeWorld } from './fake-world.ts';

/** The port Manifests over a fake world: administrators may, and what is applied joins the cluster's bindings. */
export function fakeManifests(world: FakeWorld): Manifests {
  const applied = new Map<FakeCluster, Map<string, RbacManifest>>();
  const api = fakeClusterApi(world);
  return {
    apply: async (connection, manifest) => {
      const identity = await api.whoAmI(connection);
      const cluster = world.cluster(connection.cluster);
      const objects = applied.get(cluster) ?? new Map<string, RbacManifest>();
      applied.set(cluster, objects);
      return cluster.around('applyManifest', () => {
        if (isAdministrator(cluster, identity)) return apply(cluster, objects, manifest);
        throw new Fault('DeniedFault', `${cluster.arn}: ${identity.username} may not (403 Forbidden)`);
      });
    },
  };
}

function isAdministrator(cluster: FakeCluster, { groups, arn }: Identity): boolean {
  const entry = cluster.accessEntries.find(({ principalArn }) => canonicalPrincipal(principalArn) === arn);
  return (
    groups.includes('system:masters') || entry?.policies?.includes('AmazonEKSClusterAdminPolicy') === true
  );
}

function apply(cluster: FakeCluster, objects: Map<string, RbacManifest>, manifest: RbacManifest): boolean {
  const { kind, metadata } = manifest;
  const key = `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
  const old = objects.get(key);
  if (isDeepStrictEqual(old, manifest)) return false;
  if (old !== undefined && !isDeepStrictEqual(old.roleRef, manifest.roleRef)) {
    throw new Fault('BadInputFault', `${cluster.arn}: ${key} is of another role (422 Invalid)`);
  }
  const before = bindingsOf(objects);
  objects.set(key, manifest);
  const others = cluster.bindings.filter((one) => !before.some((each) => isDeepStrictEqual(each, one)));
  cluster.bindings = [...others, ...bindingsOf(objects)];
  return true;
}

function bindingsOf(objects: ReadonlyMap<string, RbacManifest>): readonly FakeBinding[] {
  return [...objects.values()].flatMap(({ metadata: { namespace = '' }, roleRef, subjects = [] }) => {
    const place = roleRef?.kind === 'ClusterRole' ? '' : namespace;
    const role = objects.get(`${roleRef?.kind ?? ''}/${place}/${roleRef?.name ?? ''}`);
    return subjects.flatMap(({ name }) => (role?.rules ?? []).map((rule) => ({ ...rule, group: name })));
  });
}
