import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json } from './merge-patch.ts';
import { badRequest, invalid } from './status.ts';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: Json;
  readonly from?: string;
}

/**
 * RFC 6902 on the objects of a ConfigMap, which holds no arrays that anyone patches: operations on array elements
 * are refused. A test that fails, or a path that does not exist, is 422 as in the API server; which, unlike the RFC,
 * replaces what is not there, and copies it as null.
 */
export function jsonPatch(target: Json, patch: Json): Json {
  if (patch === null) return target;
  if (!Array.isArray(patch)) throw badRequest('a JSON patch is a list of operations');
  return (patch as readonly Json[]).map(operation).reduce(apply, target);
}

function operation(step: Json): Operation {
  // Go reads null as an object without anything; and what has no op or no path fails when its turn comes.
  if (step !== null && !isObject(step)) throw undecodable();
  const { op, path, from, value } = step ?? {};
  const [name, to, source] = [op, path, from].map((one) => {
    if (one === undefined || one === null || typeof one === 'string') return one ?? undefined;
    throw undecodable();
  });
  return {
    ...{ op: name ?? '', path: to ?? 'none' },
    ...(source === undefined ? {} : { from: source }),
    ...(value === undefined ? {} : { value }),
  };
}

function undecodable() {
  return badRequest('error decoding patch: json: cannot unmarshal into Go value of type jsonPatchOp');
}

function apply(document: Json, { op, path, value = null, from = 'none' }: Operation): Json {
  switch (op) {
    case 'test':
      if (!isDeepStrictEqual(valueAt(document, path), value)) throw refused();
      return document;
    case 'replace':
      return put(document, keys(path), value);
    case 'add':
      return put(document, someKeys(path), value);
    case 'remove':
      return put(document, someKeys(present(document, path)), undefined);
    case 'copy':
      return put(document, someKeys(path), valueAt(document, from));
    case 'move': {
      const moved = at(document, present(document, from)) ?? null;
      return put(put(document, someKeys(from), undefined), someKeys(path), moved);
    }
    default:
      throw refused();
  }
}

/** The whole can be replaced, and nothing else done to it. */
function someKeys(path: string): string[] {
  if (path === '') throw refused();
  return keys(path);
}

function keys(path: string): string[] {
  if (path !== '' && !path.startsWith('/')) throw refused();
  return path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function at(document: Json, path: string): Json | undefined {
  return keys(path).reduce<Json | undefined>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    document,
  );
}

/** What is at that place, null where nothing is; but there must be such a place. */
function valueAt(document: Json, path: string): Json {
  const parent = at(document, path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  if (!isObject(parent) || (path !== '' && !path.startsWith('/'))) throw refused();
  return at(document, path) ?? null;
}

function present(document: Json, path: string): string {
  if (at(document, path) === undefined) throw refused();
  return path;
}

/** The document with another value at that place, or without it. */
function put(document: Json, [key, ...rest]: readonly string[], value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  if (!isObject(document)) throw refused();
  const { [key]: old, ...others } = document;
  if (rest.length === 0) return value === undefined ? others : { ...document, [key]: value };
  if (old === undefined) throw refused();
  return { ...document, [key]: put(old, rest, value) };
}

function refused() {
  return invalid('the server rejected our request due to an error in our request');
}
