import { AppsV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AppsV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { V1DaemonSet } from '@kubernetes/client-node/dist/gen/models/V1DaemonSet.js';
import type { Connection, DaemonSet } from '@roster/reconcile';
import type { Ask } from './ask.ts';
import type { Wire } from './wire.ts';

const requests = new AppsV1ApiRequestFactory(createConfiguration());

/** The port's daemonset, with the other counts of `kubectl get daemonset`. */
export interface DaemonSetStatus extends DaemonSet {
  readonly current: number;
  readonly updated: number;
  readonly available: number;
  /** Pods on nodes that should not run one. */
  readonly misscheduled: number;
}

export interface DaemonSetName {
  readonly namespace: string;
  readonly name: string;
}

export async function readDaemonSet(
  ask: Ask,
  connection: Connection,
  { namespace, name }: DaemonSetName,
): Promise<DaemonSetStatus | undefined> {
  const found = await ask(connection, {
    call: 'get daemonsets',
    build: (to) => requests.readNamespacedDaemonSet(name, namespace, undefined, to),
    on: { 404: 'absent' },
  });
  return found === undefined ? undefined : daemonSetStatus(found as Wire<V1DaemonSet>);
}

function daemonSetStatus({ metadata, spec, status }: Wire<V1DaemonSet>): DaemonSetStatus {
  const desired = status?.desiredNumberScheduled ?? 0;
  const updated = status?.updatedNumberScheduled ?? 0;
  // As `kubectl rollout status` tells: the controller has seen this generation, and every pod is of it.
  const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  return {
    desired,
    ready: status?.numberReady ?? 0,
    upToDate: seen && updated >= desired,
    nodeSelector: spec?.template?.spec?.nodeSelector ?? {},
    current: status?.currentNumberScheduled ?? 0,
    updated,
    available: status?.numberAvailable ?? 0,
    misscheduled: status?.numberMisscheduled ?? 0,
  };
}
