import type { ClusterState } from '../cluster/cluster-state.ts';
import type { ConfigMapObject } from '../cluster/config-map-store.ts';
import type { Request } from '../http/message.ts';
import {
  checkName,
  readConfigMap,
  unfit,
  validateContent,
  type SentConfigMap,
} from './config-map-content.ts';
import { jsonPatch } from './json-patch.ts';
import { isObject, mergePatch, type Json } from './merge-patch.ts';
import { readJson } from './read-json.ts';
import {
  alreadyExists,
  badRequest,
  conflict,
  invalid,
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
  if (sent.resourceVersion) {
    throw new StatusError('InternalError', 'resourceVersion should not be set on objects to be created');
  }
  if (target.cluster.configMaps.get(target.namespace, name) !== undefined) throw alreadyExists(KIND, name);
  return store(target, name, sent);
}

/** PUT: without a resourceVersion it overwrites (control-plane.md: "What was seen on it"). */
export function replaceConfigMap(target: Target, name: string, request: Request): ConfigMapObject {
  const sent = readConfigMap(readJson(request));
  const current = getConfigMap(target, name);
  checkPrecondition(sent, current);
  if (sent.uid && sent.uid !== current.metadata.uid) throw conflict(KIND, name);
  return store(target, name, sent);
}

export function deleteConfigMap({ cluster, namespace, dryRun }: Target, name: string): object {
  const { uid } = getConfigMap({ cluster, namespace, dryRun }, name).metadata;
  if (!dryRun) {
    cluster.noteWrite();
    cluster.configMaps.delete(namespace, name);
  }
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, kind: KIND, uid },
  };
}

/** JSON patch, merge patch, and strategic merge patch, which for a ConfigMap is a merge patch. */
export function patchConfigMap(target: Target, name: string, request: Request): ConfigMapObject {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const patch = patchOf(type);
  const current = getConfigMap(target, name);
  const patched = patchedConfigMap(patch(current as unknown as Json, readJson(request)));
  checkName(name, patched.name);
  checkPrecondition(patched, current);
  if (patched.uid !== current.metadata.uid) throw unfit(name, 'metadata.uid: field is immutable');
  return store(target, name, patched);
}

/** What a patch has made of a ConfigMap: no ConfigMap any more is 422, not the 400 of a whole object. */
function patchedConfigMap(patched: Json): SentConfigMap {
  try {
    return readConfigMap(patched);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw invalid(` "" is invalid: patch: Invalid value: ${error.message}`);
  }
}

function patchOf(type: string): (target: Json, patch: Json) => Json {
  switch (type) {
    case 'application/json-patch+json':
      return jsonPatch;
    case 'application/merge-patch+json':
    case 'application/strategic-merge-patch+json':
      return mergeObjects;
    default:
      throw unsupportedMediaType();
  }
}

function mergeObjects(target: Json, patch: Json): Json {
  if (!isObject(patch))
    throw badRequest('error decoding patch: json: cannot unmarshal into Go value of type map');
  return mergePatch(target, patch);
}

function checkPrecondition({ resourceVersion = '' }: SentConfigMap, current: ConfigMapObject): void {
  if (!/^\d*$/.test(resourceVersion)) {
    throw new StatusError('InternalError', `strconv.ParseUint: parsing "${resourceVersion}": invalid syntax`);
  }
  const stale = resourceVersion !== '' && resourceVersion !== current.metadata.resourceVersion;
  if (stale) throw conflict(KIND, current.metadata.name);
}

function store({ cluster, namespace, dryRun }: Target, name: string, sent: SentConfigMap): ConfigMapObject {
  checkName(name, sent.name);
  if (sent.namespace && sent.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  validateContent(name, sent.content);
  if (cluster.faults.take('conflicts')) throw conflict(KIND, name);
  if (dryRun) return cluster.configMaps.preview(namespace, name, sent.content);
  cluster.noteWrite();
  return cluster.configMaps.write(namespace, name, sent.content);
}
