import type { Binding, SandboxDaemonSet, SandboxNode, SandboxPod } from '../../src/index.ts';
import type { Call, Reply } from '../kubernetes-client.ts';

/** The one cluster that a test needs. Absent lists are empty; absent or null `awsAuth`: there is no ConfigMap yet. */
export interface HttpSetup {
  readonly awsAuth?: Readonly<Record<string, string>> | null;
  readonly nodes?: readonly SandboxNode[];
  readonly daemonSets?: readonly SandboxDaemonSet[];
  readonly pods?: readonly SandboxPod[];
  readonly bindings?: readonly Binding[];
}

/** A cluster that HTTP is spoken to: the sandbox's, or a real one. */
export interface HttpRig {
  readonly connection: { readonly endpoint: string; readonly ca: string };
  /** A request of MASTER's, the cluster's creator, unless there is another token; null: none. */
  readonly send: (order: Call) => Promise<Reply>;
  /** A token of that principal's that nobody has used yet. */
  readonly token: (principal: string) => Promise<string>;
  /** Such a token of a role's session of that name. */
  readonly sessionToken: (role: string, session: string) => Promise<string>;
  /** Data of the ConfigMap, as it stands, and as a foreign writer leaves it. */
  readonly awsAuth: () => Promise<Readonly<Record<string, string>> | undefined>;
  readonly setAwsAuth: (data: Readonly<Record<string, string>> | null) => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** Runs a test on a cluster of its own. */
export type OnHttp = (setup: HttpSetup, test: (rig: HttpRig) => Promise<void>) => Promise<void>;

const ACCOUNT = '111122223333';
/** The creator, who needs no row. */
export const MASTER = `arn:aws:iam::${ACCOUNT}:role/Master`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/Admin`;
export const NODE = `arn:aws:iam::${ACCOUNT}:role/node`;
export const USER = `arn:aws:iam::${ACCOUNT}:user/people/vera`;
export const HTTP_PRINCIPALS: readonly string[] = [MASTER, ROLE, NODE, USER];

export const MERGE = 'application/merge-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';
export const COLLECTION = '/api/v1/namespaces/kube-system/configmaps';
export const AWS_AUTH = `${COLLECTION}/aws-auth`;
