import { parseArn } from './parse-arn.ts';
import { isPartition, isRegion, partitionOfRegion, type Partition } from './partitions.ts';

/** What names a cluster: the parts of its ARN. */
export interface ClusterName {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/**
 * The form of an EKS cluster's name: 1 to 100 characters, a letter or digit first, then letters, digits, hyphens and
 * underscores (EKS API reference, CreateCluster). The id of a local cluster on Outposts has it too.
 */
export const CLUSTER_NAME = /^[0-9A-Za-z][\w-]{0,99}$/;

/** True for a name that an EKS cluster can have. */
export function isClusterName(name: string): boolean {
  return CLUSTER_NAME.test(name);
}

/** True for the id of an AWS account: 12 digits. */
export function isAccountId(account: string): boolean {
  return /^\d{12}$/.test(account);
}

/** The ARN of a cluster, in the partition of its Region. */
export function clusterArn({ name, account, region }: ClusterName): string {
  return `arn:${partitionOfRegion(region)}:eks:${region}:${account}:cluster/${name}`;
}

/**
 * Takes a cluster's ARN apart; undefined for what is not the ARN of an EKS cluster: another service or resource, a
 * Region or a name that cannot exist, a Region of another partition.
 */
export function parseClusterArn(arn: string): (ClusterName & { readonly partition: Partition }) | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'eks' || !isPartition(parsed.partition)) return undefined;
  const { partition, region, account, resource } = parsed;
  const name = resource.startsWith('cluster/') ? resource.slice('cluster/'.length) : '';
  if (!isClusterName(name) || !isAccountId(account)) return undefined;
  if (!isRegion(region) || partitionOfRegion(region) !== partition) return undefined;
  return { name, account, region, partition };
}
