import { readAwsAuth, type Reading } from '@roster/access';
import type { Admitted } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { As, ClusterStatus, ClusterTask, CloudTarget, ConfigMap, Connection } from '../ports/index.ts';

/** One cluster as Apply visits it. */
export interface Visit {
  readonly admitted: Admitted;
  readonly task: ClusterTask;
  readonly as: As;
  readonly target: CloudTarget;
  readonly connection: Connection;
  readonly status: ClusterStatus;
  readonly deps: ClusterDeps;
}

/** What stands on the cluster. */
export interface Seen {
  readonly live: ConfigMap | undefined;
  readonly reading: Reading;
  /** ARNs of all access entries; none in mode CONFIG_MAP. */
  readonly entries: readonly string[];
}

/** Reads the ConfigMap, and the access entries where there may be some. */
export async function observe(visit: Visit): Promise<Seen> {
  const { deps, target, connection } = visit;
  const listed = connection.facts.authenticationMode === 'CONFIG_MAP' ? [] : deps.cloud.accessEntries(target);
  const [entries, live] = await Promise.all([listed, deps.clusterApi.readAwsAuth(connection)]);
  return { live, entries, reading: readAwsAuth(live?.data ?? {}) };
}
