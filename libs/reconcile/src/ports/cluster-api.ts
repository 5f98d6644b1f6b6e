import type { AccessCheck, AwsAuthData } from '@roster/access';
import type { ConnectionFacts, Identity } from '@roster/workflow';

/** A bearer token in memory. It has no text of its own: `reveal` is called where the request is signed on its way. */
export interface Token {
  reveal(): string;
  /** When it was signed: two tokens signed in the same second are one (facts.md, The token). */
  readonly signedAt: Date;
  readonly expiresAt: Date;
}

/** Where to call, and as whom. */
export interface Connection {
  /** The cluster's ARN, for messages. */
  readonly cluster: string;
  readonly facts: ConnectionFacts;
  readonly token: Token;
  /** The run's id, for the user agent: by it the cluster's audit log can be joined with the journal. */
  readonly run?: string;
}

/** The `aws-auth` ConfigMap, whole. */
export interface ConfigMap {
  readonly resourceVersion: string;
  readonly data: AwsAuthData;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The API server takes no change of its data any more, nor of this. Absent: it does. */
  readonly immutable?: true;
}

/** A merge patch of `data`: a text sets a key, null takes it away; other keys stay. */
export type DataPatch = Readonly<Record<string, string | null>>;

export interface NodeList {
  readonly ready: readonly string[];
  readonly notReady: readonly string[];
}
export interface DaemonSet {
  readonly desired: number;
  readonly ready: number;
  readonly upToDate: boolean;
  readonly nodeSelector: Readonly<Record<string, string>>;
}
export interface PodCount {
  readonly total: number;
  readonly ready: number;
}

/**
 * One cluster's Kubernetes API. Every call may throw DeniedFault (401, 403), ThrottledFault, TimeoutFault,
 * ConnectionFault, CertificateFault, ServerFault.
 */
export interface ClusterApi {
  /** SelfSubjectReview: the cheapest proof that a token is accepted. */
  whoAmI(connection: Connection): Promise<Identity>;
  /** The ConfigMap kube-system/aws-auth; undefined where there is none. */
  readAwsAuth(connection: Connection): Promise<ConfigMap | undefined>;
  /** Creates it. ConflictFault when it exists by now. */
  createAwsAuth(connection: Connection, data: AwsAuthData): Promise<ConfigMap>;
  /** Merge patch under a resourceVersion precondition. ConflictFault when the ConfigMap has moved on. */
  patchAwsAuth(connection: Connection, patch: DataPatch, resourceVersion: string): Promise<ConfigMap>;
  nodes(connection: Connection): Promise<NodeList>;
  /** Undefined where there is no such daemonset. */
  daemonSet(connection: Connection, namespace: string, name: string): Promise<DaemonSet | undefined>;
  pods(connection: Connection, namespace: string, namePrefix: string): Promise<PodCount>;
  /** SubjectAccessReview for the group or user of the check; with a name, about that one object. */
  accessReview(connection: Connection, check: AccessCheck & { readonly name?: string }): Promise<boolean>;
}
