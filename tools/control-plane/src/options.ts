import type { AuthenticationMode, SandboxAccessEntry, SandboxPrincipal } from '@roster/sandbox';

/** One real cluster. Its partition follows from the Region. */
export interface ControlPlaneCluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** `data` of kube-system/aws-auth at the start; null or absent: there is none. */
  readonly awsAuth?: Readonly<Record<string, string>> | null;
  /** ARN that gets in as system:masters without a row, before aws-auth is asked. */
  readonly creator?: string;
  /** Principals that get in by an entry, before aws-auth is asked; without access policies. EKS lists them, too. */
  readonly accessEntries?: readonly Omit<SandboxAccessEntry, 'policies'>[];
  /** What DescribeCluster says; nothing else follows from it. */
  readonly authenticationMode?: AuthenticationMode;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ControlPlaneOptions {
  readonly clusters?: readonly ControlPlaneCluster[];
  /** Users and roles that exist in the sandbox behind it. */
  readonly principals?: readonly SandboxPrincipal[];
  /** ARN of the principal whose keys are in `env`. Default: the first of `principals`. */
  readonly caller?: string;
  /** Whether to start DynamoDB. Default true. */
  readonly dynamodb?: boolean;
  readonly sessionTokenLength?: number;
  /** How long the API server remembers an accepted token; 10 s more are fixed in it. Default `0s`. */
  readonly tokenCacheTtl?: string;
}
