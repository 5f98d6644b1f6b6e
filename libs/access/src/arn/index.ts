export {
  CLUSTER_NAME,
  clusterArn,
  isAccountId,
  isClusterName,
  parseClusterArn,
  type ClusterName,
} from './cluster-arn.ts';
export { parseArn, type Arn } from './parse-arn.ts';
export {
  DNS_SUFFIXES,
  isPartition,
  isRegion,
  partitionOfRegion,
  REGION,
  stsHost,
  type Partition,
} from './partitions.ts';
export {
  canonicalPrincipal,
  isSession,
  isSessionName,
  parsePrincipal,
  principalKey,
  sessionOf,
  type Principal,
} from './principal.ts';
