import type { ConfigMapContent } from '../cluster/config-map-store.ts';
import { isObject, type Json } from './merge-patch.ts';
import { badRequest } from './status.ts';

export interface SentConfigMap {
  /** Empty where there is none; so are the next three. */
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Empty: no precondition. */
  readonly resourceVersion: string;
  readonly content: ConfigMapContent;
}

/**
 * Reads a ConfigMap as a client has sent it, or a patch has made it, by Go's rules: null and what is missing are
 * empty. StatusError 400 for another kind, or for a field of another type.
 */
export function readConfigMap(body: Json): SentConfigMap {
  if (!isObject(body)) throw cannotHandle('the body is no object');
  const [kind, version] = [text(body, 'kind') || 'ConfigMap', text(body, 'apiVersion') || 'v1'];
  if (kind !== 'ConfigMap' || version !== 'v1') throw cannotHandle(`it is ${version} ${kind}`);
  const meta = body['metadata'] ?? {};
  if (!isObject(meta)) throw cannotHandle('cannot unmarshal into Go struct field ConfigMap.metadata');
  const { immutable = null } = body;
  if (immutable !== null && typeof immutable !== 'boolean') {
    throw cannotHandle('cannot unmarshal into Go struct field ConfigMap.immutable of type bool');
  }
  return {
    ...{ name: text(meta, 'name'), namespace: text(meta, 'namespace') },
    ...{ uid: text(meta, 'uid'), resourceVersion: text(meta, 'resourceVersion') },
    content: {
      ...texts('data', body['data']),
      ...texts('binaryData', body['binaryData']),
      ...texts('labels', meta['labels']),
      ...texts('annotations', meta['annotations']),
      ...(immutable === null ? {} : { immutable }),
    },
  };
}

function text(fields: { readonly [key: string]: Json }, key: string): string {
  const value = fields[key] ?? '';
  if (typeof value !== 'string')
    throw cannotHandle(`cannot unmarshal into Go struct field ${key} of type string`);
  return value;
}

function texts<K extends string>(key: K, value: Json | undefined): { [k in K]?: Record<string, string> } {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || Object.values(value).some((one) => one !== null && typeof one !== 'string')) {
    throw cannotHandle(`cannot unmarshal into Go struct field ConfigMap.${key} of type map[string]string`);
  }
  const read = Object.entries(value).map(([name, one]) => [name, one ?? ''] as const);
  return { [key]: Object.fromEntries(read) } as { [k in K]?: Record<string, string> };
}

function cannotHandle(why: string) {
  return badRequest(`ConfigMap in version "v1" cannot be handled as a ConfigMap: json: ${why}`);
}
