import type { Cluster } from '@roster/access';
import type { ConnectionFacts } from '@roster/workflow';
import type { Token } from './cluster-api.ts';

/** With which of a cluster's two identities (without roles: the caller's own credentials). */
export type As = 'read' | 'write';

/** A cluster, as whom, and for which run: the run's id stands in the user agent and, of what writes, in the role session name. */
export interface CloudTarget {
  readonly cluster: Cluster;
  readonly as: As;
  readonly run: string;
}

export interface TokenRequest extends CloudTarget {
  /** What goes into x-k8s-aws-id. */
  readonly tokenId: string;
  readonly signedAt: Date;
}

/** What DescribeCluster tells, or why there is nothing to connect to. */
export type Described =
  | { readonly kind: 'active'; readonly facts: ConnectionFacts }
  | { readonly kind: 'unreachable'; readonly reason: 'gone' | 'notActive'; readonly message: string }
  /** Whoever asks is of another account than the cluster: whether it is there, nobody knows. */
  | { readonly kind: 'denied'; readonly reason: 'otherAccount'; readonly message: string };

/**
 * The AWS side of a cluster. Calls may throw DeniedFault, ThrottledFault, TimeoutFault, ConnectionFault,
 * ServerFault.
 */
export interface Cloud {
  describe(target: CloudTarget): Promise<Described>;
  /**
   * Presigns a token in memory; no network call but for role credentials. `signedAt` is of AWS's clock, and may lie up
   * to 15 minutes back; `expiresAt` of the token is of our own. BadInputFault when it would be longer than the authenticator accepts.
   */
  token(request: TokenRequest): Promise<Token>;
  /** ARN of whoever the target is visited as: its role, or, as STS says, the caller. */
  principal(target: CloudTarget): Promise<string>;
  /** Principal ARNs of all access entries. */
  accessEntries(target: CloudTarget): Promise<readonly string[]>;
}
