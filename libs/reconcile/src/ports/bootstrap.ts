import type { CloudTarget } from './cloud.ts';
import type { Connection } from './cluster-api.ts';

/** An access entry: who comes in, as whom. */
export interface AccessEntry {
  readonly principalArn: string;
  readonly username: string;
  readonly groups: readonly string[];
}

/** An entry to be made; without a username EKS gives one that holds the name of the session. */
export type NewAccessEntry = Omit<AccessEntry, 'username'> & { readonly username?: string };

/** The name of an access policy of EKS: the last part of its ARN, which begins with the cluster's own partition. */
export type AccessPolicy = 'AmazonEKSClusterAdminPolicy';

/** A principal's entry on a cluster, asked for as `target`. */
export interface EntryTarget extends CloudTarget {
  readonly principalArn: string;
}

/**
 * Changes a cluster's access entries (mode API and API_AND_CONFIG_MAP; BadInputFault in CONFIG_MAP). What is changed
 * counts some seconds later (facts.md: Access entries). Calls may throw the faults of Cloud.
 */
export interface AccessEntries {
  /** Undefined where there is none. */
  find(entry: EntryTarget): Promise<AccessEntry | undefined>;
  /**
   * ConflictFault where it exists. BadInputFault for a group of Kubernetes' own (`system:`). NotYetFault for a principal
   * that IAM does not know: there is none, or it was made just now.
   */
  create(target: CloudTarget, entry: NewAccessEntry): Promise<void>;
  /** No error where there is none. */
  remove(entry: EntryTarget): Promise<void>;
  /** Names of the policies on it. */
  policies(entry: EntryTarget): Promise<readonly string[]>;
  /** For the whole cluster; no error where it is there already. NotFoundFault without the entry. */
  attach(entry: EntryTarget, policy: AccessPolicy): Promise<void>;
  /** No error where it is not there. */
  detach(entry: EntryTarget, policy: AccessPolicy): Promise<void>;
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** A role or a role binding of Kubernetes, as its manifest has it. */
export interface RbacManifest {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole' | 'ClusterRoleBinding' | 'Role' | 'RoleBinding';
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
  readonly roleRef?: { readonly apiGroup: string; readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly apiGroup: string; readonly kind: string; readonly name: string }[];
}

/** Puts manifests into a cluster. Calls may throw the faults of ClusterApi. */
export interface Manifests {
  /**
   * Makes the object as the manifest has it, whatever stands there; true where that changed something.
   * BadInputFault where a binding of that name is for another role, which no binding can be changed to.
   */
  apply(connection: Connection, manifest: RbacManifest): Promise<boolean>;
}
