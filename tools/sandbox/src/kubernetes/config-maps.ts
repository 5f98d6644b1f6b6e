import type { ClusterState } from '../cluster/cluster-state.ts';
import type { ConfigMapObject } from '../cluster/config-map-store.ts';
import type { Request } from '../http/message.ts';
import { readConfigMap, validateContent, type SentConfigMap } from './config-map-content.ts';
import { jsonPatch } from './json-patch.ts';
import { mergePatch, type Json } from './merge-patch.ts';
import { readJson } from './read-json.ts';
import {
  alreadyExists,
  badRequest,
  conflict,
  notFound,
  StatusError,
  unsupportedMediaType,
} from './status.ts';

const KIND = 'configmaps';

interface Target {
  readonly cluster: ClusterState;
  readonly namespace: string;
  readonly dryRun: boolean;
}

export function getConfigMap({ cluster, namespace }: Target, name: string): ConfigMapObject {
  const found = cluster.configMaps.get(namespace, name);
  if (found === undefined) throw notFound(KIND, name);
  return found;
}

export function createConfigMap(target: Target, request: Request): ConfigMapObject {
  const sent = readConfigMap(readJson(request));
  const name = sent.name ?? '';
  if (name === '') throw new StatusError('Invalid', 'ConfigMap "" is invalid: metadata.name: Required value');
  if (sent.resourceVersion) {
    throw new StatusError('InternalError', 'resourceVersion should not be set on objects to be created');
  }
  if (target.cluster.configMaps.get(target.namespace, name) !== undefined) throw alreadyExists(KIND, name);
  return store(target, name, sent);
}

/** PUT: without a resourceVersion it overwrites (control-plane.md: "What was seen on it"). */
export function replaceConfigMap(target: Target, name: string, request: Request): ConfigMapObject {
  const sent = readConfigMap(readJson(request));
  if (sent.name !== name) {
    throw badRequest(
      `the name of the object (${sent.name ?? ''}) does not match the name on the URL (${name})`,
    );
  }
  checkPrecondition(sent, getConfigMap(target, name));
  return store(target, name, sent);
}

/** JSON patch, merge patch, and strategic merge patch, which for a ConfigMap is a merge patch. */
export function patchConfigMap(target: Target, name: string, request: Request): ConfigMapObject {
  const current = getConfigMap(target, name);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const patched = readConfigMap(patchOf(type)(current as unknown as Json, readJson(request)));
  checkPrecondition(patched, current);
  return store(target, name, patched);
}

function patchOf(type: string): (target: Json, patch: Json) => Json {
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatch;
    case 'application/merge-patch+json':
    case 'application/strategic-merge-patch+json':
      return mergePatch;
    default:
      throw unsupportedMediaType(type);
  }
}

function checkPrecondition(sent: SentConfigMap, current: ConfigMapObject): void {
  const { uid, resourceVersion, name } = current.metadata;
  const stale = sent.resourceVersion && sent.resourceVersion !== resourceVersion;
  if (stale || (sent.uid && sent.uid !== uid)) throw conflict(KIND, name);
}

function store({ cluster, namespace, dryRun }: Target, name: string, sent: SentConfigMap): ConfigMapObject {
  if (sent.namespace && sent.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  validateContent(name, sent.content);
  if (cluster.faults.take('conflicts')) throw conflict(KIND, name);
  if (dryRun) return cluster.configMaps.preview(namespace, name, sent.content);
  cluster.noteWrite();
  return cluster.configMaps.write(namespace, name, sent.content);
}
