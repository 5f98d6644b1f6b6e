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
  /** ARN of the role that the token is of, for messages. Absent: the caller's own credentials. */
  readonly as?: string;
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
  /** It is on its way out: somebody has deleted it, and a finalizer still holds it. Absent: it is not. */
  readonly deleting?: true;
  /** Bytes of its `binaryData`, which count against the size of a ConfigMap. Absent: none. */
  readonly binaryBytes?: number;
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
  /** Pods of the latest generation that the controller has seen. */
  readonly updated: number;
  readonly upToDate: boolean;
  readonly nodeSelector: Readonly<Record<string, string>>;
}
export interface PodCount {
  readonly total: number;
  readonly ready: number;
}

/**
 * One cluster's Kubernetes API. Every call may throw RefusedFault (401, 403), ThrottledFault, TimeoutFault,
 * ConnectionFault, CertificateFault, ServerFault, and BadAnswerFault for what cannot be used: no JSON, wrong types, a
 * status that means nothing there, more bytes, items or time than any good answer, or a token in it.
 */
export interface ClusterApi {
  /** SelfSubjectReview: the cheapest proof that a token is accepted. */
  whoAmI(connection: Connection): Promise<Identity>;
  /** The ConfigMap kube-system/aws-auth; undefined where there is none. */
  readAwsAuth(connection: Connection): Promise<ConfigMap | undefined>;
  /** Creates it. ConflictFault when it exists by now, AdmissionFault when it is refused for what it holds. */
  createAwsAuth(connection: Connection, data: AwsAuthData): Promise<ConfigMap>;
  /**
   * Merge patch under a resourceVersion precondition. ConflictFault when the ConfigMap has moved on, AdmissionFault (with
   * the server's message) when a policy, a webhook or the API server's validation refuses it.
   */
  patchAwsAuth(connection: Connection, patch: DataPatch, resourceVersion: string): Promise<ConfigMap>;
  nodes(connection: Connection): Promise<NodeList>;
  /** Undefined where there is no such daemonset. */
  daemonSet(connection: Connection, namespace: string, name: string): Promise<DaemonSet | undefined>;
  pods(connection: Connection, namespace: string, namePrefix: string): Promise<PodCount>;
  /** SubjectAccessReview for the group or user of the check; with a name, about that one object. */
  accessReview(connection: Connection, check: AccessCheck & { readonly name?: string }): Promise<boolean>;
}
