import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Answer, Request } from '../http/message.ts';
import { discovery } from './discovery.ts';
import { jsonAnswer, methodNotAllowed, StatusError } from './status.ts';
import type { User } from './user.ts';

// Who may GET a path that is no resource: ClusterRoles system:public-info-viewer and system:discovery.
const PUBLIC = /^\/(healthz|livez|readyz|version\/?)$/;
const DISCOVERY = /^\/(api|apis|openapi)(\/|$)/;

/** Answers a request for a path that is no resource. StatusError 403 for who may not, 405 for another method. */
export function answerPath(cluster: ClusterState, user: User, request: Request, path: string): Answer {
  if (!mayGet(user.groups, path)) {
    throw new StatusError('Forbidden', `forbidden: User "${user.username}" cannot get path "${path}"`, {});
  }
  if (/^\/(healthz|livez|readyz)$/.test(path)) return text(200, 'ok');
  const document = /^\/version\/?$/.test(path) ? versionOf(cluster) : discovery(path.replace(/\/$/, ''));
  if (document === undefined) return text(404, '404 page not found\n');
  if (request.method !== 'GET') throw methodNotAllowed();
  return jsonAnswer(200, document);
}

/** Whether somebody of these groups may GET that path. */
export function mayGet(groups: readonly string[], path: string): boolean {
  const known = groups.includes('system:authenticated');
  if (groups.includes('system:masters')) return true;
  if (PUBLIC.test(path)) return known || groups.includes('system:unauthenticated');
  return known && DISCOVERY.test(path);
}

function versionOf(cluster: ClusterState): object {
  const [major = '1', minor = '34'] = (cluster.settings.version ?? '1.34').split('.');
  return { major, minor, gitVersion: `v${major}.${minor}.0-eks-sandbox`, platform: 'linux/amd64' };
}

function text(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
