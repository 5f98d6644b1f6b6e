import type { ClusterDoor } from '../cluster/door.ts';
import type { Sandbox } from '../sandbox.ts';

/** What is read or called of a sandbox in another process: every member becomes a call over its control endpoint. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : () => Promise<T[K]>;
};

export const DOOR_MEMBERS = [
  'awsAuth',
  'configMap',
  'setAwsAuth',
  'accessEntries',
  'setFaults',
  'setNodes',
  'change',
  'writes',
  'refusals',
  'calls',
] as const satisfies readonly (keyof ClusterDoor)[];

export const SANDBOX_MEMBERS = [
  'removeCluster',
  'clusterArns',
  'addPrincipal',
  'credentialsOf',
  'calls',
  'callsOf',
  'resetCalls',
] as const satisfies readonly (keyof Sandbox)[];

/** A call of the sandbox, or of the door of one cluster. */
export interface Command {
  readonly cluster?: string;
  readonly member: string;
  readonly args: readonly unknown[];
}

/** Where the control endpoint is, and the bearer secret that it asks for. */
export interface Control {
  readonly url: string;
  readonly secret: string;
}

/** The one line that the process prints once everything listens. */
export interface Announcement extends Pick<Sandbox, 'env' | 'caller'> {
  readonly control: Control;
  readonly clusters: number;
}
