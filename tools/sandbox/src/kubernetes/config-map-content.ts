import type { ConfigMapContent } from '../cluster/config-map-store.ts';
import { isObject, type Json } from './merge-patch.ts';
import { badRequest, invalid } from './status.ts';

/** ConfigMap data: at most 1 MiB (facts.md: Limits and prices; kubernetes, MaxSecretSize). */
const LARGEST_DATA = 1024 * 1024;

export interface SentConfigMap {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly uid: string | undefined;
  /** Empty or absent: no precondition. */
  readonly resourceVersion: string | undefined;
  readonly content: ConfigMapContent;
}

/** Reads a ConfigMap as a client has sent it (or a patch has made it). StatusError 400 for another kind or shape. */
export function readConfigMap(body: Json): SentConfigMap {
  if (!isObject(body)) throw cannotHandle('the body is no object');
  if ((body['kind'] ?? 'ConfigMap') !== 'ConfigMap' || (body['apiVersion'] ?? 'v1') !== 'v1') {
    throw cannotHandle(`it is ${JSON.stringify([body['apiVersion'], body['kind']])}`);
  }
  const meta = body['metadata'] ?? {};
  if (!isObject(meta)) throw cannotHandle('metadata is no object');
  return {
    ...{ name: text(meta, 'name'), namespace: text(meta, 'namespace') },
    ...{ uid: text(meta, 'uid'), resourceVersion: text(meta, 'resourceVersion') },
    content: {
      ...texts('data', body['data']),
      ...texts('binaryData', body['binaryData']),
      ...texts('labels', meta['labels']),
      ...texts('annotations', meta['annotations']),
      ...(typeof body['immutable'] === 'boolean' ? { immutable: body['immutable'] } : {}),
    },
  };
}

/** StatusError 422 for what a ConfigMap may not hold: a key of other letters, or more than 1 MiB. */
export function validateContent(name: string, { data = {}, binaryData = {} }: ConfigMapContent): void {
  for (const key of [...Object.keys(data), ...Object.keys(binaryData)]) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) throw unfit(name, `data[${key}]: Invalid value: "${key}"`);
  }
  const texts = Object.values(data).reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  const size = Object.values(binaryData).reduce(
    (sum, value) => sum + Buffer.from(value, 'base64').length,
    texts,
  );
  if (size > LARGEST_DATA) throw unfit(name, `[]: Too long: may not be more than ${LARGEST_DATA} bytes`);
}

function unfit(name: string, why: string) {
  return invalid(`ConfigMap "${name}" is invalid: ${why}`, { name, kind: 'ConfigMap' });
}

function text(meta: { readonly [key: string]: Json }, key: string): string | undefined {
  const value = meta[key];
  if (value !== undefined && value !== null && typeof value !== 'string')
    throw cannotHandle(`metadata.${key} is no string`);
  return value ?? undefined;
}

function texts<K extends string>(key: K, value: Json | undefined): { [k in K]?: Record<string, string> } {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || Object.values(value).some((one) => typeof one !== 'string')) {
    throw cannotHandle(
      `json: cannot unmarshal into Go struct field ConfigMap.${key} of type map[string]string`,
    );
  }
  return { [key]: value } as { [k in K]?: Record<string, string> };
}

function cannotHandle(why: string) {
  return badRequest(`ConfigMap in version "v1" cannot be handled as a ConfigMap: ${why}`);
}
