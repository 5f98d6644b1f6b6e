import type { Checks } from '@roster/access';
import type { ClusterApi, Connection, DaemonSetHealth, Health, PodsHealth } from '../ports/index.ts';
import type { DaemonSetCheck, PodCheck } from '@roster/access';

/** What the cluster looks like now, by its checks; every call side by side. */
export async function takeHealth(api: ClusterApi, connection: Connection, checks: Checks): Promise<Health> {
  const [nodes, daemonSets, pods, access] = await Promise.all([
    api.nodes(connection),
    Promise.all(checks.daemonSets.map((check) => daemonSetHealth(api, connection, check))),
    Promise.all(checks.pods.map((check) => podsHealth(api, connection, check))),
    Promise.all(
      checks.access.map(async (check) => ({ check, allowed: await api.accessReview(connection, check) })),
    ),
  ]);
  const total = nodes.ready.length + nodes.notReady.length;
  return { nodes: { total, ready: nodes.ready, notReady: nodes.notReady }, daemonSets, pods, access };
}

async function daemonSetHealth(
  api: ClusterApi,
  connection: Connection,
  { namespace, name, nodeSelector: selects = {} }: DaemonSetCheck,
): Promise<DaemonSetHealth> {
  const found = await api.daemonSet(connection, namespace, name);
  if (found === undefined) {
    return { namespace, name, exists: false, desired: 0, ready: 0, nodeSelector: {}, selects, ok: false };
  }
  const { desired, ready, updated, nodeSelector } = found;
  const asAsked = Object.entries(selects).every(([key, value]) => nodeSelector[key] === value);
  const ok = found.upToDate && ready >= desired && asAsked;
  return { namespace, name, exists: true, desired, ready, updated, nodeSelector, selects, ok };
}

async function podsHealth(
  api: ClusterApi,
  connection: Connection,
  { namespace, namePrefix, min }: PodCheck,
): Promise<PodsHealth> {
  const { total, ready } = await api.pods(connection, namespace, namePrefix);
  return { namespace, namePrefix, total, ready, min, ok: ready >= min };
}
