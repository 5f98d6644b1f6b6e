import type { Faults } from './cluster/faults.ts';
import type { TrustPolicy } from './sts/trust-policy.ts';

export interface SandboxOptions {
  /** The loopback address to listen on; the ports are the system's choice. Default 127.0.0.1. */
  readonly address?: string;
  /** The clock that signatures, sessions and the token cache are judged by. Default: the real one. */
  readonly now?: () => Date;
  /** Waits for so many milliseconds, for `slowMs`. Default: a timer. */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** Access keys, secrets and ids are derived from it. Default 1. */
  readonly seed?: number;
  readonly clusters?: readonly SandboxCluster[];
  /** Users and roles that exist. A role that is not among them cannot be assumed. */
  readonly principals?: readonly SandboxPrincipal[];
  /** ARN of the principal whose keys are in `env`. Default: the first of `principals`, else a user `roster`. */
  readonly caller?: string;
  /** The organisation of all accounts, which trust policies may ask for. Default: there is none; see `setOrganization`. */
  readonly organization?: string;
  /** Whether to start DynamoDB. Default true. */
  readonly dynamodb?: boolean;
  /** For how many milliseconds of `now` an accepted token stays accepted, whatever happens. Default 10,000. */
  readonly tokenCacheMs?: number;
  /** Length of the session tokens that STS hands out, to reach the authenticator's limit. Default 400. */
  readonly sessionTokenLength?: number;
}

export type AuthenticationMode = 'CONFIG_MAP' | 'API_AND_CONFIG_MAP' | 'API';
export type ClusterStatus = 'ACTIVE' | 'CREATING' | 'DELETING' | 'FAILED' | 'UPDATING' | 'PENDING';

/** One EKS cluster. Its partition follows from the Region. */
export interface SandboxCluster extends ClusterSettings {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** `data` of kube-system/aws-auth; null or absent: there is none yet. */
  readonly awsAuth?: Readonly<Record<string, string>> | null;
  readonly faults?: Faults;
}

/** What of a cluster can be changed while it runs. */
export interface ClusterSettings {
  readonly authenticationMode?: AuthenticationMode;
  readonly status?: ClusterStatus;
  readonly tags?: Readonly<Record<string, string>>;
  readonly version?: string;
  /** What x-k8s-aws-id must hold where it is not the name (local clusters on Outposts). */
  readonly id?: string;
  /** Somebody else's API server: DescribeCluster gives its endpoint and its CA (PEM), and nothing here answers for it. */
  readonly external?: { readonly endpoint: string; readonly ca: string };
  /** What DescribeCluster says of the endpoint; nothing else follows from it. Default true. */
  readonly endpointPublicAccess?: boolean;
  /** ARN that gets in as system:masters while aws-auth counts, unseen in it. */
  readonly creator?: string;
  readonly accessEntries?: readonly SandboxAccessEntry[];
  /** So many tokens are still judged by the entries and policies before a change of them. Default 0. */
  readonly entriesLateness?: number;
  /** How many nodes, all Ready, or each of them. Default 3. */
  readonly nodes?: number | readonly SandboxNode[];
  /** Default: aws-node and kube-proxy in kube-system, ready on each node. */
  readonly daemonSets?: readonly SandboxDaemonSet[];
  /** Default: two of coredns in kube-system. */
  readonly pods?: readonly SandboxPod[];
  /** Whether infra/rbac is applied already. Default true; false: a fresh cluster, whose groups may nothing. */
  readonly rosterGroups?: boolean;
  /** RBAC, beside the default bindings of roster:read and roster:write. */
  readonly bindings?: readonly Binding[];
}

export interface SandboxAccessEntry {
  readonly principalArn: string;
  readonly username?: string;
  readonly groups?: readonly string[];
  /** Names or ARNs of access policies, such as AmazonEKSClusterAdminPolicy. */
  readonly policies?: readonly string[];
}

export interface SandboxNode {
  readonly name: string;
  readonly ready?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface SandboxDaemonSet {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Default: the nodes that its node selector matches. */
  readonly desired?: number;
  /** Default: as many as desired. */
  readonly ready?: number;
  /** Default: as many as desired. */
  readonly updated?: number;
}

export interface SandboxPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly phase?: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  /** Default: true where the pod runs. */
  readonly ready?: boolean;
}

/** Verbs on resources (`pods`, `pods/log`) for a group or a user, in one namespace or everywhere; `*` is any. */
export interface Binding {
  readonly group?: string;
  readonly user?: string;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** Default: any. The core group is the empty text. */
  readonly apiGroups?: readonly string[];
  /** Only objects of these names: neither a list nor a create, which name none. Default: all. */
  readonly resourceNames?: readonly string[];
  readonly namespace?: string;
}

export interface SandboxPrincipal {
  /** ARN of a user or role, with its path. */
  readonly arn: string;
  /** Principals (or account roots) that may assume this role. Default: any of the same partition. */
  readonly trusts?: readonly string[];
  /** The role's own trust policy, instead of `trusts`. */
  readonly trustPolicy?: TrustPolicy;
  /** True: a user whose keys are those of a session that MFA was given for. */
  readonly mfa?: boolean;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}
