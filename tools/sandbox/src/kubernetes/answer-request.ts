import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Answer, Request } from '../http/message.ts';
import type { StsService } from '../sts/endpoint.ts';
import { authenticate } from './authenticate.ts';
import { decide, forbidden } from './authorize.ts';
import { isResource } from './discovery.ts';
import { answerPath } from './paths.ts';
import { resourceRequest, type ResourceRequest } from './request-info.ts';
import { serveResource } from './resources.ts';
import {
  jsonAnswer,
  noPath,
  statusAnswer,
  StatusError,
  throttled,
  unauthorized,
  unavailable,
} from './status.ts';
import type { User } from './user.ts';

export interface Arrived {
  readonly cluster: ClusterState;
  /** The path behind the cluster's prefix. */
  readonly path: string;
  readonly request: Request;
}

/** Answers one request for one cluster: counted, faults first, then who, whether they may, and what. */
export function answerRequest(service: StsService, { cluster, path, request }: Arrived): Answer {
  const about = resourceRequest(request, path);
  const kind =
    about === undefined ? `${request.method.toLowerCase()} ${path}` : `${about.verb} ${about.resource}`;
  service.calls.count(`k8s:${kind}`, cluster.arn);
  try {
    if (cluster.faults.take('throttled')) throw throttled();
    if (cluster.faults.take('serverErrors')) throw unavailable();
    if (cluster.faults.now.unauthorized === true) throw unauthorized();
    const user = authenticate(service, cluster, request.headers['authorization']);
    if (about === undefined) return answerPath(cluster, user, request, path);
    authorise(cluster, user, about);
    const { status, body } = serveResource({ cluster, about, request, user, now: service.now() });
    return jsonAnswer(status, body);
  } catch (error) {
    if (error instanceof StatusError) return statusAnswer(error);
    throw error;
  }
}

function authorise(cluster: ClusterState, user: User, about: ResourceRequest): void {
  const denied = cluster.faults.now.forbidden === true || !decide(cluster, user, about).allowed;
  if (denied) throw forbidden(user, about);
  if (!isResource(about)) throw noPath();
}
