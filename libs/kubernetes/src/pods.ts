import { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { V1Pod } from '@kubernetes/client-node/dist/gen/models/V1Pod.js';
import type { Connection, PodCount } from '@roster/reconcile';
import type { Ask } from './ask.ts';
import { pages, type Listing } from './pages.ts';
import type { Wire } from './wire.ts';

const requests = new CoreV1ApiRequestFactory(createConfiguration());

/** A pod in one line, as `kubectl get pods -o wide` tells it. */
export interface PodLine {
  readonly name: string;
  /** Its phase, or `Terminating` once it is to be deleted. */
  readonly phase: string;
  /** The condition Ready, of a pod that is not on its way out. */
  readonly ready: boolean;
  /** kubectl's column READY: `ready` of `total`. */
  readonly containers: { readonly ready: number; readonly total: number };
  /** Empty for a pod that has none yet. */
  readonly node: string;
}

/** Which pods: of one namespace, with names that begin so (the API has no selector for it: all are listed). */
export interface PodQuery {
  readonly namespace: string;
  readonly namePrefix: string;
}

export async function* listPods(ask: Ask, connection: Connection, query: PodQuery): AsyncGenerator<PodLine> {
  for await (const pod of pages<Wire<V1Pod>>(ask, connection, podsIn(query.namespace))) {
    if (pod.metadata?.name?.startsWith(query.namePrefix)) yield podLine(pod);
  }
}

export async function countPods(ask: Ask, connection: Connection, query: PodQuery): Promise<PodCount> {
  let total = 0;
  let ready = 0;
  for await (const pod of listPods(ask, connection, query)) {
    total += 1;
    if (pod.ready) ready += 1;
  }
  return { total, ready };
}

function podsIn(namespace: string): Listing {
  const none = undefined;
  const build: Listing['build'] = (to, limit, next) =>
    requests.listNamespacedPod(
      ...([namespace, none, none, next, none, none, limit, none, none, none, none, none, none] as const),
      to,
    );
  return { call: 'list pods', build };
}

// Columns as in Kubernetes' pkg/printers/internalversion/printers.go, printPod.
function podLine({ metadata = {}, spec, status }: Wire<V1Pod>): PodLine {
  const leaving = metadata.deletionTimestamp !== undefined;
  const says = status?.conditions?.find((condition) => condition.type === 'Ready');
  // Init containers that are restarted always are sidecars, and count as containers do.
  const sidecars = (spec?.initContainers ?? []).filter((each) => each.restartPolicy === 'Always');
  const names = new Set([...(spec?.containers ?? []), ...sidecars].map((each) => each.name));
  const told = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const running = told.filter((each) => names.has(each.name) && each.ready && each.state?.running);
  return {
    name: metadata.name ?? '',
    phase: leaving ? 'Terminating' : (status?.phase ?? 'Unknown'),
    ready: !leaving && says?.status === 'True',
    containers: { ready: running.length, total: names.size },
    node: spec?.nodeName ?? '',
  };
}
