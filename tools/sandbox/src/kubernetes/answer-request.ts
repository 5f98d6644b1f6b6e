import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Answer, Request } from '../http/message.ts';
import type { StsService } from '../sts/endpoint.ts';
import { authenticate } from './authenticate.ts';
import { decide, DEFAULT_BINDINGS, forbidden } from './authorize.ts';
import { discovery, kindOf } from './discovery.ts';
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

// What anyone may read without a token (ClusterRole system:public-info-viewer).
const OPEN = new Set(['/healthz', '/livez', '/readyz', '/version']);

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
    if (about === undefined && OPEN.has(path)) return openAnswer(cluster, path);
    if (cluster.faults.now.unauthorized === true) throw unauthorized();
    const user = withEveryone(authenticate(service, cluster, request.headers['authorization']));
    if (about === undefined) return discovered(path);
    authorise(cluster, user, about);
    const { status, body } = serveResource({ cluster, about, request, user });
    return jsonAnswer(status, body);
  } catch (error) {
    if (error instanceof StatusError) return statusAnswer(error);
    throw error;
  }
}

function authorise(cluster: ClusterState, user: User, about: ResourceRequest): void {
  const bindings = [...DEFAULT_BINDINGS, ...(cluster.settings.bindings ?? [])];
  const denied = cluster.faults.now.forbidden === true || !decide(bindings, user, about).allowed;
  if (denied) throw forbidden(user, about);
  const groupVersion = about.group === '' ? about.version : `${about.group}/${about.version}`;
  if (kindOf(groupVersion, about.resource) === undefined) throw noPath();
}

function withEveryone(user: User): User {
  return { ...user, groups: [...user.groups, 'system:authenticated'] };
}

function openAnswer(cluster: ClusterState, path: string): Answer {
  if (path !== '/version') return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  const [major = '1', minor = '34'] = (cluster.settings.version ?? '1.34').split('.');
  return jsonAnswer(200, {
    major,
    minor,
    gitVersion: `v${major}.${minor}.0-eks-sandbox`,
    platform: 'linux/amd64',
  });
}

function discovered(path: string): Answer {
  const document = discovery(path);
  if (document === undefined) throw noPath();
  return jsonAnswer(200, document);
}
