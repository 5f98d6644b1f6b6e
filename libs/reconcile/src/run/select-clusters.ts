import {
  matches,
  parseArn,
  resolveGrants,
  type Cluster,
  type DesiredMapping,
  type Fleet,
} from '@roster/access';
import { Fault, type RunInput } from '@roster/workflow';

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
  if (selected.length === 0)
    throw new Fault('BadInputFault', 'no cluster of the catalog matches the selection');
  const partitions = new Set(selected.map(({ arn }) => parseArn(arn)?.partition ?? ''));
  if (partitions.size === 1) return selected;
  throw new Fault(
    'BadInputFault',
    `the selection spans the partitions ${[...partitions].sort().join(' and ')}: a run stays within one; select by Region or account`,
  );
}

/** The rows that each cluster should have. Throws BadInputFault that names every grant that contradicts another. */
export function desiredOf(
  fleet: Fleet,
  clusters: readonly Cluster[],
  now: Date,
): ReadonlyMap<Cluster, readonly DesiredMapping[]> {
  const desired = new Map<Cluster, readonly DesiredMapping[]>();
  const problems: string[] = [];
  for (const cluster of clusters) {
    const resolution = resolveGrants({ grants: fleet.grants, cluster, now });
    if ('desired' in resolution) desired.set(cluster, resolution.desired);
    else problems.push(...resolution.problems.map(({ message }) => message));
  }
  if (problems.length > 0) throw new Fault('BadInputFault', problems.join('\n'));
  return desired;
}
