import type { Cluster } from '@roster/access';
import type { ConnectionFacts } from '@roster/workflow';
import type { Token } from './cluster-api.ts';

/** With which of a cluster's two identities (without roles: the caller's own credentials). */
export type As = 'read' | 'write';

/** What DescribeCluster tells, or why there is nothing to connect to. */
export type Described =
  | { readonly kind: 'active'; readonly facts: ConnectionFacts }
  | { readonly kind: 'unreachable'; readonly reason: 'gone' | 'notActive' };

/**
 * The AWS side of a cluster. Calls may throw DeniedFault, ThrottledFault, TimeoutFault, ConnectionFault,
 * ServerFault. A run's id stands in the role session name.
 */
export interface Cloud {
  describe(cluster: Cluster, as: As): Promise<Described>;
  /**
   * Presigns a token in memory; no network call but for role credentials. `signedAt` may lie up to 15 minutes
   * back. BadInputFault when it would be longer than the authenticator accepts.
   */
  token(request: TokenRequest): Promise<Token>;
  /** Principal ARNs of all access entries. */
  accessEntries(cluster: Cluster, as: As): Promise<readonly string[]>;
}
export interface TokenRequest {
  readonly cluster: Cluster;
  readonly as: As;
  /** What goes into x-k8s-aws-id. */
  readonly tokenId: string;
  readonly signedAt: Date;
}
