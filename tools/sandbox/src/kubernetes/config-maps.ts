import type { ClusterState } from '../cluster/cluster-state.ts';
import type { ConfigMapContent, ConfigMapObject } from '../cluster/config-map-store.ts';
import type { Request } from '../http/message.ts';
import { readConfigMap, type SentConfigMap } from './config-map-content.ts';
import {
  checkChange,
  checkContent,
  checkNamespace,
  checkNewName,
  checkPlace,
  checkVersion,
} from './config-map-rules.ts';
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

// What is looked at before what else was seen on a real API server (test/writes.control-plane.test.ts).

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
  const { name, resourceVersion, content } = sent;
  checkNamespace(sent, target.namespace);
  checkNewName(sent);
  checkContent(name, content);
  // A version that is no number is overlooked, and by a dry run any.
  if (!target.dryRun && /^\d+$/.test(resourceVersion) && Number(resourceVersion) !== 0) {
    throw new StatusError('InternalError', 'resourceVersion should not be set on objects to be created');
  }
  if (target.cluster.configMaps.get(target.namespace, name) !== undefined) throw alreadyExists(KIND, name);
  return store(target, name, content);
}

/** PUT: without a resourceVersion it overwrites. */
export function replaceConfigMap(target: Target, name: string, request: Request): ConfigMapObject {
  const sent = readConfigMap(readJson(request));
  checkPlace(sent, { ...target, name });
  const current = getConfigMap(target, name);
  // Here another uid is a precondition that fails; in a patch it is a change.
  if (sent.uid !== '' && sent.uid !== current.metadata.uid) throw conflict(KIND, name);
  return change(target, current, sent);
}

/** JSON patch, merge patch, and strategic merge patch, which for a ConfigMap is a merge patch. */
export function patchConfigMap(target: Target, name: string, request: Request): ConfigMapObject {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const patch = patchOf(type);
  const current = getConfigMap(target, name);
  const sent = patchedConfigMap(patch(current as unknown as Json, readJson(request)));
  checkPlace(sent, { ...target, name });
  return change(target, current, sent);
}

/**
 * What a patch has made of a ConfigMap: no ConfigMap any more is 422, not the 400 of a whole object; and without a
 * version nothing of it is read.
 */
function patchedConfigMap(patched: Json): SentConfigMap {
  try {
    const isVersioned = !isObject(patched) || Boolean(patched['apiVersion']);
    return readConfigMap(isVersioned ? patched : { kind: patched['kind'] ?? null });
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
      return mergeObjects;
    case 'application/strategic-merge-patch+json':
      return mergeStrategically;
    default:
      throw unsupportedMediaType();
  }
}

function mergeObjects(target: Json, patch: Json): Json {
  if (!isObject(patch))
    throw badRequest('error decoding patch: json: cannot unmarshal into Go value of type map');
  return mergePatch(target, patch);
}

/** Kind and version are not looked at, and null is a patch of nothing. */
function mergeStrategically(target: Json, patch: Json): Json {
  const { kind, apiVersion, ...rest } = isObject(patch) ? patch : {};
  if ([kind ?? '', apiVersion ?? ''].some((one) => typeof one !== 'string')) {
    throw invalid(' "" is invalid: patch: Invalid value: unrecognized type: string');
  }
  return patch === null ? target : mergeObjects(target, isObject(patch) ? rest : patch);
}

function change(target: Target, current: ConfigMapObject, sent: SentConfigMap): ConfigMapObject {
  checkVersion(sent, current);
  checkContent(sent.name, sent.content);
  checkChange(sent, current);
  return store(target, sent.name, sent.content);
}

function store(
  { cluster, namespace, dryRun }: Target,
  name: string,
  content: ConfigMapContent,
): ConfigMapObject {
  admit(cluster, name);
  if (cluster.faults.take('conflicts')) throw conflict(KIND, name);
  if (dryRun) return cluster.configMaps.preview(namespace, name, content);
  cluster.noteWrite();
  return cluster.configMaps.write(namespace, name, content);
}

/** The words of apiserver, pkg/admission/plugin/policy/validating and webhook/errors. */
function admit({ faults }: ClusterState, name: string): void {
  const { admission } = faults.now;
  if (admission === undefined) return;
  if (admission === 'webhookDown') {
    const post = 'Post "https://127.0.0.1:1/?timeout=10s": dial tcp 127.0.0.1:1: connect: connection refused';
    const why = `failed calling webhook "aws-auth.example.com": failed to call webhook: ${post}`;
    throw new StatusError('InternalError', `Internal error occurred: ${why}`);
  }
  const policy = `ValidatingAdmissionPolicy 'freeze-aws-auth' with binding 'freeze-aws-auth' denied request`;
  const message = `${KIND} "${name}" is forbidden: ${policy}: aws-auth is changed in Git alone`;
  throw new StatusError(admission === 'invalid' ? 'Invalid' : 'Forbidden', message, { name, kind: KIND });
}

export function deleteConfigMap(target: Target, name: string): object {
  const { cluster, namespace, dryRun } = target;
  const { uid } = getConfigMap(target, name).metadata;
  if (!dryRun) {
    cluster.noteWrite();
    cluster.configMaps.delete(namespace, name);
  }
  const details = { name, kind: KIND, uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
