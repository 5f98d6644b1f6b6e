import type { Faults } from '@roster/sandbox';

/**
 * What can be made wrong with a real cluster, in the sandbox's words. What changes an answer happens in a proxy before
 * the API server, to which DescribeCluster then leads: describe the cluster anew after setting them. A conflict is a
 * real one: somebody else writes aws-auth just before the write is passed on.
 */
export type ClusterFaults = Pick<
  Faults,
  | 'unreachable'
  | 'noWay'
  | 'slowMs'
  | 'throttled'
  | 'conflicts'
  | 'serverErrors'
  | 'expiredCertificate'
  | 'resetConnections'
  | 'describe'
>;

/** Whether the faults need the proxy. */
export function needsProxy(faults: ClusterFaults): boolean {
  const { slowMs, throttled, conflicts, serverErrors, expiredCertificate, resetConnections } = faults;
  const counted = [slowMs, throttled, conflicts, serverErrors, resetConnections];
  return expiredCertificate === true || counted.some((n = 0) => n > 0);
}
