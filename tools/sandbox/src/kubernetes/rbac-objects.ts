import { isDeepStrictEqual } from 'node:util';
import type { RbacContent, RbacStore } from '../cluster/rbac-store.ts';
import type { Request } from '../http/message.ts';
import { kindOf } from './discovery.ts';
import { isObject, type Json } from './merge-patch.ts';
import { parseJson } from './read-json.ts';
import type { ResourceRequest } from './request-info.ts';
import { badRequest, invalid, methodNotAllowed, unsupportedMediaType } from './status.ts';

const APPLY = 'application/apply-patch+yaml';
const NO_JSON = 'the sandbox reads YAML only where it is JSON';

interface Applied {
  readonly status: number;
  readonly body: object;
}

/**
 * Server-side apply of a role or a role binding, in JSON; any other patch is 415. The rules of a role and the subjects
 * of a binding are one list each, replaced as a whole (k8s.io/api, rbac/v1: listType=atomic), so that who owns which
 * field matters only where somebody else applied another list: and `force` settles that.
 */
export function applyObject(store: RbacStore, about: ResourceRequest, request: Request): Applied {
  const { name, namespace, resource, group, version, query } = about;
  if (name === undefined) throw methodNotAllowed();
  if (!request.headers['content-type']?.startsWith(APPLY)) throw unsupportedMediaType();
  if (!query.get('fieldManager')) {
    throw invalid(
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  const place = { resource, namespace, name };
  const typed = { apiVersion: `${group}/${version}`, kind: kindOf(`${group}/${version}`, resource) ?? '' };
  const content = contentOf(parseJson(request, NO_JSON), { ...typed, name });
  const old = store.get(place);
  if (old !== undefined && !isDeepStrictEqual(old.roleRef, content.roleRef)) {
    throw invalid(
      `${typed.kind}.${group} "${name}" is invalid: roleRef: Invalid value: cannot change roleRef`,
    );
  }
  const body = { ...typed, ...store.write(place, content) };
  return { status: old === undefined ? 201 : 200, body };
}

interface Expected {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

function contentOf(sent: Json, { apiVersion, kind, name }: Expected): RbacContent {
  const metadata = isObject(sent) ? sent['metadata'] : undefined;
  if (!isObject(sent) || sent['apiVersion'] !== apiVersion || sent['kind'] !== kind || !isObject(metadata)) {
    throw badRequest(`the object is no ${kind} of ${apiVersion}`);
  }
  const given = metadata['name'];
  if (given !== name) {
    const wrong = typeof given === 'string' ? given : '';
    throw badRequest(`the name of the object (${wrong}) does not match the name on the URL (${name})`);
  }
  for (const list of ['rules', 'subjects']) {
    if (list in sent && !Array.isArray(sent[list])) throw badRequest(`${list} is no list`);
  }
  const fields = ['rules', 'roleRef', 'subjects'].flatMap((key) => (key in sent ? [[key, sent[key]]] : []));
  return Object.fromEntries(fields) as RbacContent;
}
