/** Where something stands in the fleet file, for messages. Lines and columns count from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface LabelExpression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** Which clusters are meant. All that is given must hold; an empty selector matches every cluster. */
export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly names?: readonly string[];
}

export interface DaemonSetCheck {
  readonly namespace: string;
  readonly name: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
}
export interface PodCheck {
  readonly namespace: string;
  readonly namePrefix: string;
  /** How many pods must be ready. */
  readonly min: number;
}
/** An access review: may this group (or user) do that? */
export interface AccessCheck {
  readonly group?: string;
  readonly user?: string;
  readonly verb: string;
  readonly resource: string;
  readonly apiGroup?: string;
  readonly namespace?: string;
}
export interface Checks {
  readonly daemonSets: readonly DaemonSetCheck[];
  readonly pods: readonly PodCheck[];
  readonly access: readonly AccessCheck[];
}

/** Two identities, so that looking cannot write. Absent: the caller's own credentials. */
export interface Roles {
  readonly read?: string;
  readonly write?: string;
}

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Role ARNs with `{partition}` and `{account}` already filled in. */
  readonly roles: Roles;
  readonly checks: Checks;
}

/** A principal named by ARN, or by a role's name in the cluster's own account. */
export type PrincipalReference = { readonly arn: string } | { readonly roleName: string };

export interface Grant {
  readonly name: string;
  readonly principals: readonly PrincipalReference[];
  readonly username: string;
  readonly groups: readonly string[];
  readonly clusters: Selector;
  readonly owner?: string;
  readonly reason?: string;
  /** ISO date or date-time after which the grant is no longer desired (a bare date: its end, in UTC). */
  readonly until?: string;
  readonly source?: Source;
}

export type OwnershipMode = 'merge' | 'exclusive';

export interface Wave {
  readonly name: string;
  readonly clusters: Selector;
}

/** How many clusters of a wave may fail before the run halts: a count, or a share of the wave in percent. */
export type FailureBudget = { readonly count: number } | { readonly percent: number };

/** One complete state of the catalog. */
export interface Fleet {
  readonly rollout: { readonly waves: readonly Wave[]; readonly failureBudget: FailureBudget };
  readonly protected: readonly string[];
  readonly trustedAccounts: readonly string[];
  /** Groups that count as privileged besides those with a reserved prefix (design.md, "Privileged access"). */
  readonly privilegedGroups: readonly string[];
  /** Principals (ARNs) that are removed from every cluster, foreign or owned, held or not. */
  readonly denied: readonly string[];
  /** The first that matches; elsewhere `merge`. */
  readonly ownership: readonly { readonly clusters: Selector; readonly mode: OwnershipMode }[];
  readonly clusters: readonly Cluster[];
  readonly grants: readonly Grant[];
}
