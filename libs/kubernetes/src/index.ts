export { createClusterApi, type KubernetesApi } from './cluster-api.ts';
export type { DaemonSetName, DaemonSetStatus } from './daemon-set.ts';
export type { PodLine, PodQuery } from './pods.ts';
export type { TransportOptions } from './transport.ts';
