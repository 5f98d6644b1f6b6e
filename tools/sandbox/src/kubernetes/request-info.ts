import type { Request } from '../http/message.ts';

export type Verb =
  'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection' | 'other';

/** What a request is about, told from its method and path (apiserver, pkg/endpoints/request/requestinfo.go). */
export interface ResourceRequest {
  readonly verb: Verb;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly query: URLSearchParams;
}

/** Undefined for what is no resource, such as /version or /apis. `path` is the path behind the cluster's prefix. */
export function resourceRequest(request: Request, path: string): ResourceRequest | undefined {
  const [root, ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const core = root === 'api';
  const [group = '', version = '', ...about] = core ? ['', ...rest] : rest;
  if ((!core && root !== 'apis') || about.length === 0) return undefined;
  const query = new URLSearchParams(request.query);
  const inNamespace = about[0] === 'namespaces' && about.length > 2;
  const namespace = inNamespace ? about[1] : undefined;
  const [resource = '', named, subresource] = inNamespace ? about.slice(2) : about;
  // A slash at the end names nothing.
  const name = named === '' ? undefined : named;
  const verb = verbOf(request.method, name, query);
  return { verb, group, version, resource, subresource, namespace, name, query };
}

function verbOf(method: string, name: string | undefined, query: URLSearchParams): Verb {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    case 'GET':
      if (/^(true|1)$/.test(query.get('watch') ?? '')) return 'watch';
      return name === undefined ? 'list' : 'get';
    default:
      return 'other';
  }
}
