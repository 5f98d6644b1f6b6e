import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Request } from '../http/message.ts';
import {
  createConfigMap,
  deleteConfigMap,
  getConfigMap,
  patchConfigMap,
  replaceConfigMap,
} from './config-maps.ts';
import { kindOf } from './discovery.ts';
import { listOf, type Listed } from './list.ts';
import { applyObject } from './rbac-objects.ts';
import { readJson } from './read-json.ts';
import type { ResourceRequest } from './request-info.ts';
import { accessReview, selfSubjectReview } from './reviews.ts';
import { invalid, methodNotAllowed, noPath, notFound } from './status.ts';
import type { User } from './user.ts';
import { daemonSetsOf, nodesOf, podsOf } from './workloads.ts';

export interface Asked {
  readonly cluster: ClusterState;
  readonly about: ResourceRequest;
  readonly request: Request;
  readonly user: User;
  readonly now: Date;
}

export interface Done {
  readonly status: number;
  readonly body: object;
}

/** Does what an authorised request asks for. StatusError for what cannot be done. */
export function serveResource(asked: Asked): Done {
  const { cluster, about, request, user, now } = asked;
  if (about.subresource !== undefined) throw noPath();
  switch (about.resource) {
    case 'configmaps':
      return configMaps(asked);
    case 'nodes':
      return readOnly(asked, nodesOf(cluster));
    case 'pods':
      return readOnly(asked, podsOf(cluster));
    case 'daemonsets':
      return readOnly(asked, daemonSetsOf(cluster));
    case 'roles':
    case 'rolebindings':
    case 'clusterroles':
    case 'clusterrolebindings':
      return rbacObjects(asked);
    case 'selfsubjectreviews':
      return created(about, () => selfSubjectReview(user, now));
    case 'subjectaccessreviews':
      return created(about, () => accessReview(readJson(request), cluster));
    case 'selfsubjectaccessreviews':
      return created(about, () => accessReview(readJson(request), cluster, user));
    default:
      throw noPath();
  }
}

function configMaps(asked: Asked): Done {
  const { cluster, about, request } = asked;
  const { verb, name = '', namespace, query } = about;
  if (verb === 'list') return readOnly(asked, cluster.configMaps.all());
  if (namespace === undefined || (verb === 'create') !== (name === '')) throw methodNotAllowed();
  const target = { cluster, namespace, dryRun: verb !== 'get' && isDryRun(query) };
  switch (verb) {
    case 'get':
      return { status: 200, body: getConfigMap(target, name) };
    case 'create':
      return { status: 201, body: createConfigMap(target, request) };
    case 'update':
      return { status: 200, body: replaceConfigMap(target, name, request) };
    case 'patch':
      return { status: 200, body: patchConfigMap(target, name, request) };
    case 'delete':
      return { status: 200, body: deleteConfigMap(target, name) };
    default:
      throw methodNotAllowed();
  }
}

function rbacObjects(asked: Asked): Done {
  if (asked.about.verb !== 'patch') return readOnly(asked, asked.cluster.rbac.of(asked.about.resource));
  return applyObject(asked.cluster.rbac, asked.about, asked.request);
}

function isDryRun(query: URLSearchParams): boolean {
  const asked = query.getAll('dryRun').filter((one) => one !== '');
  if (asked.every((one) => one === 'All')) return asked.length > 0;
  const why = `dryRun: Unsupported value: [${asked.map((one) => `"${one}"`).join(' ')}]`;
  throw invalid(`PatchOptions.meta.k8s.io "" is invalid: ${why}: supported values: "All"`, {
    kind: 'PatchOptions',
  });
}

function readOnly({ cluster, about }: Asked, items: readonly Listed[]): Done {
  const apiVersion = about.group === '' ? about.version : `${about.group}/${about.version}`;
  const kind = kindOf(apiVersion, about.resource) ?? '';
  if (about.verb === 'list') {
    const { resourceVersion } = cluster.configMaps;
    return { status: 200, body: listOf(items, about, { apiVersion, kind: `${kind}List`, resourceVersion }) };
  }
  if (about.verb !== 'get') throw methodNotAllowed();
  const found = items.find(
    ({ metadata }) => metadata.name === about.name && metadata.namespace === about.namespace,
  );
  if (found === undefined) throw notFound(about.resource, about.name ?? '', about.group);
  return { status: 200, body: { apiVersion, kind, ...found } };
}

function created(about: ResourceRequest, make: () => object): Done {
  if (about.verb !== 'create') throw methodNotAllowed();
  return { status: 201, body: make() };
}
