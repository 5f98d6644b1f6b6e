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

/** StatusError 400 where an object is not named as its URL is, 422 where that is no name. */
export function checkName(onUrl: string, sent: string | undefined): void {
  if (onUrl === '') throw unfit('', 'metadata.name: Required value: name or generateName is required');
  if (!sent)
    throw badRequest(
      `the name of the object (${onUrl} based on URL) was undeterminable: name must be provided`,
    );
  if (sent !== onUrl)
    throw badRequest(`the name of the object (${sent}) does not match the name on the URL (${onUrl})`);
  const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
  if (!subdomain.test(sent))
    throw unfit(sent, `metadata.name: Invalid value: "${sent}": a lowercase RFC 1123 subdomain`);
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

/** StatusError 422 with the name of what is not as it should be. */
export function unfit(name: string, why: string) {
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
  if (!isObject(value) || Object.values(value).some((one) => one !== null && typeof one !== 'string')) {
    throw cannotHandle(
      `json: cannot unmarshal into Go struct field ConfigMap.${key} of type map[string]string`,
    );
  }
  // Go reads a null as an empty text.
  const read = Object.entries(value).map(([name, one]) => [name, one ?? ''] as const);
  return { [key]: Object.fromEntries(read) } as { [k in K]?: Record<string, string> };
}

function cannotHandle(why: string) {
  return badRequest(`ConfigMap in version "v1" cannot be handled as a ConfigMap: ${why}`);
}
