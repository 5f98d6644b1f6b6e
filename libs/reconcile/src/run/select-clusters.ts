import {
  insteadOf,
  matches,
  parseArn,
  resolveGrants,
  type Cluster,
  type DesiredMapping,
  type Fleet,
} from '@roster/access';
import { Fault, type Mode, type RunInput } from '@roster/workflow';

/**
 * The clusters of a run. Throws BadInputFault when there are none, when one that was named is not in the catalog, or
 * when they lie in two partitions.
 */
export function selectClusters(fleet: Fleet, { clusters, selector }: RunInput): readonly Cluster[] {
  const known = new Set(fleet.clusters.map(({ arn }) => arn));
  const unknown = (clusters ?? []).filter((arn) => !known.has(arn));
  if (unknown.length > 0) throw new Fault('BadInputFault', `not in the catalog: ${unknown.join(', ')}`);
  const named = clusters === undefined ? undefined : new Set(clusters);
  const selected = fleet.clusters.filter(
    (cluster) => (named?.has(cluster.arn) ?? true) && matches(selector, cluster),
  );
  if (selected.length === 0) {
    throw new Fault(
      'BadInputFault',
      `none of the catalog's ${fleet.clusters.length} clusters matches the selection: ${insteadOf(selector, fleet.clusters)}`,
    );
  }
  const partitions = new Set(selected.map(({ arn }) => parseArn(arn)?.partition ?? ''));
  if (partitions.size === 1) return selected;
  throw new Fault(
    'BadInputFault',
    `the selection spans the partitions ${[...partitions].sort().join(' and ')}: a run stays within one; select by Region or account`,
  );
}

export interface Desired {
  readonly clusters: readonly Cluster[];
  readonly mode: Mode;
  readonly now: Date;
}

/**
 * The rows that each cluster should have. Throws BadInputFault that names everything wrong with the grants, such as
 * two that contradict each other. A verification needs no rows, and is not kept from its work by wrong ones.
 */
export function desiredOf(
  fleet: Fleet,
  { clusters, mode, now }: Desired,
): ReadonlyMap<Cluster, readonly DesiredMapping[]> {
  if (mode === 'verify') return new Map(clusters.map((cluster) => [cluster, []]));
  const desired = new Map<Cluster, readonly DesiredMapping[]>();
  const problems: string[] = [];
  for (const cluster of clusters) {
    const resolution = resolveGrants({ grants: fleet.grants, denied: fleet.denied, cluster, now });
    if ('desired' in resolution) desired.set(cluster, resolution.desired);
    else problems.push(...resolution.problems.map(({ message }) => message));
  }
  if (problems.length > 0) throw new Fault('BadInputFault', problems.join('\n'));
  return desired;
}
