import type { ClusterApi, Connection } from '@roster/reconcile';
import { createAsk } from './ask.ts';
import { createAwsAuth, patchAwsAuth, readAwsAuth } from './aws-auth.ts';
import { readDaemonSet, type DaemonSetName, type DaemonSetStatus } from './daemon-set.ts';
import { nodes } from './nodes.ts';
import { countPods, listPods, type PodLine, type PodQuery } from './pods.ts';
import { accessReview, whoAmI } from './reviews.ts';
import { createTransport, type TransportOptions } from './transport.ts';

/** What the port has, and what `roster pods` and `roster daemonset` show beside it. */
export interface KubernetesApi extends ClusterApi {
  /** Pods one by one, a page of them in memory at a time. */
  listPods(connection: Connection, query: PodQuery): AsyncIterable<PodLine>;
  /** A daemonset with all its counts; undefined where there is none. */
  readDaemonSet(connection: Connection, name: DaemonSetName): Promise<DaemonSetStatus | undefined>;
}

/**
 * The port ClusterApi over HTTPS: requests built by `@kubernetes/client-node`, one HTTP machinery for all clusters.
 * The token is put on the request itself and kept nowhere; redirects are not followed.
 */
export function createClusterApi(options: TransportOptions): KubernetesApi {
  const ask = createAsk(createTransport(options), options);
  return {
    whoAmI: (to) => whoAmI(ask, to),
    readAwsAuth: (to) => readAwsAuth(ask, to),
    createAwsAuth: (to, data) => createAwsAuth(ask, to, data),
    patchAwsAuth: (to, data, resourceVersion) => patchAwsAuth(ask, to, { data, resourceVersion }),
    nodes: (to) => nodes(ask, to),
    daemonSet: (to, namespace, name) => readDaemonSet(ask, to, { namespace, name }),
    pods: (to, namespace, namePrefix) => countPods(ask, to, { namespace, namePrefix }),
    accessReview: (to, check) => accessReview(ask, to, check),
    listPods: (to, query) => listPods(ask, to, query),
    readDaemonSet: (to, name) => readDaemonSet(ask, to, name),
  };
}
