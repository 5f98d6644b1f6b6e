export { clusterArn, parseClusterArn, type ClusterName } from './cluster-arn.ts';
export { parseArn, type Arn } from './parse-arn.ts';
export { DNS_SUFFIXES, isPartition, partitionOfRegion, stsHost, type Partition } from './partitions.ts';
export { canonicalPrincipal, parsePrincipal, principalKey, type Principal } from './principal.ts';
