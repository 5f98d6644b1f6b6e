import { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import { createConfiguration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { Connection, PodCount } from '@roster/reconcile';
import * as z from 'zod/mini';
import type { Ask } from './ask.ts';
import { pages, type Listing } from './pages.ts';
import { list, Name, text } from './schema.ts';

const requests = new CoreV1ApiRequestFactory(createConfiguration());

const Container = z.object({ name: Name, restartPolicy: z.nullish(text(32)) });
const ContainerStatus = z.object({
  name: Name,
  ready: z.nullish(z.boolean()),
  state: z.nullish(z.object({ running: z.nullish(z.object({})) })),
});
const Condition = z.object({ type: text(316), status: text(32) });
const Pod = z.object({
  metadata: z.object({ name: Name, namespace: z.nullish(Name), deletionTimestamp: z.nullish(text(64)) }),
  spec: z.nullish(
    z.object({
      nodeName: z.nullish(Name),
      containers: list(Container, 1000),
      initContainers: list(Container, 1000),
    }),
  ),
  status: z.nullish(
    z.object({
      phase: z.nullish(text(32)),
      podIP: z.nullish(text(64)),
      conditions: list(Condition, 200),
      containerStatuses: list(ContainerStatus, 1000),
      initContainerStatuses: list(ContainerStatus, 1000),
    }),
  ),
});

/** A pod in one line, as `kubectl get pods -o wide` tells it. */
export interface PodLine {
  readonly namespace: string;
  readonly name: string;
  /** Its phase, or `Terminating` once it is to be deleted. */
  readonly phase: string;
  /** The condition Ready, of a pod that is not on its way out. */
  readonly ready: boolean;
  /** kubectl's column READY: `ready` of `total`. */
  readonly containers: { readonly ready: number; readonly total: number };
  /** Empty for a pod that has none yet. */
  readonly node: string;
  readonly ip: string;
}

/** Which pods: of one namespace or of all, with names that begin so (the API has no selector for it: all are listed). */
export interface PodQuery {
  /** Undefined: all. */
  readonly namespace: string | undefined;
  readonly namePrefix: string;
}

export async function* listPods(ask: Ask, connection: Connection, query: PodQuery): AsyncGenerator<PodLine> {
  for await (const pod of pages(ask, connection, podsIn(query.namespace))) {
    if (pod.metadata.name.startsWith(query.namePrefix)) yield podLine(pod);
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

function podsIn(namespace: string | undefined): Listing<typeof Pod> {
  const none = undefined;
  const build: Listing<typeof Pod>['build'] = (to, limit, next) => {
    const rest = [none, none, none, none, none, none] as const;
    if (namespace !== undefined)
      return requests.listNamespacedPod(namespace, none, none, next, none, none, limit, ...rest, to);
    return requests.listPodForAllNamespaces(none, next, none, none, limit, none, ...rest, to);
  };
  return { call: namespace === undefined ? 'list pods over all namespaces' : 'list pods', item: Pod, build };
}

// Columns as in Kubernetes' pkg/printers/internalversion/printers.go, printPod.
function podLine({ metadata, spec, status }: z.output<typeof Pod>): PodLine {
  const leaving = typeof metadata.deletionTimestamp === 'string';
  const says = status?.conditions?.find((condition) => condition.type === 'Ready');
  // Init containers that are restarted always are sidecars, and count as containers do.
  const sidecars = (spec?.initContainers ?? []).filter((each) => each.restartPolicy === 'Always');
  const names = new Set([...(spec?.containers ?? []), ...sidecars].map((each) => each.name));
  const told = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  const running = told.filter((each) => names.has(each.name) && each.ready && each.state?.running);
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    phase: leaving ? 'Terminating' : (status?.phase ?? 'Unknown'),
    ready: !leaving && says?.status === 'True',
    containers: { ready: running.length, total: names.size },
    node: spec?.nodeName ?? '',
    ip: status?.podIP ?? '',
  };
}
