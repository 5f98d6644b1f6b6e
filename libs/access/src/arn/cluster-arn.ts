import { parseArn } from './parse-arn.ts';
import { isPartition, partitionOfRegion, type Partition } from './partitions.ts';

/** What names a cluster: the parts of its ARN. */
export interface ClusterName {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** The ARN of a cluster, in the partition of its Region. */
export function clusterArn({ name, account, region }: ClusterName): string {
  return `arn:${partitionOfRegion(region)}:eks:${region}:${account}:cluster/${name}`;
}

/** Takes a cluster's ARN apart; undefined for what is not the ARN of an EKS cluster. */
export function parseClusterArn(arn: string): (ClusterName & { readonly partition: Partition }) | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'eks' || !isPartition(parsed.partition)) return undefined;
  const { partition, region, account, resource } = parsed;
  // The name's alphabet: EKS API reference, CreateCluster.
  const name = /^cluster\/([0-9A-Za-z][\w-]{0,99})$/.exec(resource)?.[1];
  if (name === undefined || region === '' || !/^\d{12}$/.test(account)) return undefined;
  return { name, account, region, partition };
}
