import { AppsV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AppsV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { Connection, DaemonSet } from '@roster/reconcile';
import * as z from 'zod/mini';
import type { Ask } from './ask.ts';
import { Count, Labels } from './schema.ts';

const requests = new AppsV1ApiRequestFactory(createConfiguration());

const Found = z.object({
  kind: z.literal('DaemonSet'),
  metadata: z.object({ generation: Count }),
  spec: z.nullish(
    z.object({
      template: z.nullish(z.object({ spec: z.nullish(z.object({ nodeSelector: Labels })) })),
    }),
  ),
  status: z.nullish(
    z.object({
      observedGeneration: Count,
      desiredNumberScheduled: Count,
      currentNumberScheduled: Count,
      updatedNumberScheduled: Count,
      numberReady: Count,
      numberAvailable: Count,
      numberMisscheduled: Count,
    }),
  ),
});

/** The port's daemonset, with the other counts of `kubectl get daemonset`. */
export interface DaemonSetStatus extends DaemonSet {
  readonly current: number;
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
    schema: Found,
    absent: { status: 404, as: undefined },
  });
  return found === undefined ? undefined : daemonSetStatus(found);
}

function daemonSetStatus({ metadata, spec, status }: z.output<typeof Found>): DaemonSetStatus {
  const desired = status?.desiredNumberScheduled ?? 0;
  const updated = status?.updatedNumberScheduled ?? 0;
  // As `kubectl rollout status` tells: the controller has seen this generation, and every pod is of it.
  const seen = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
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
