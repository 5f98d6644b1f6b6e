import { isDeepStrictEqual } from 'node:util';
import type { ConfigMapContent, ConfigMapObject } from '../cluster/config-map-store.ts';
import type { SentConfigMap } from './config-map-content.ts';
import { badRequest, conflict, invalid, StatusError } from './status.ts';

/** ConfigMap data: at most 1 MiB (facts.md: Limits and prices; kubernetes, MaxSecretSize). */
const LARGEST_DATA = 1024 * 1024;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/;

interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** StatusError 400 where an object is not named, or not placed, as its URL is. */
export function checkPlace(sent: SentConfigMap, { namespace, name }: Place): void {
  if (sent.name === '') {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (sent.name !== name) {
    throw badRequest(`the name of the object (${sent.name}) does not match the name on the URL (${name})`);
  }
  checkNamespace(sent, namespace);
}

export function checkNamespace(sent: SentConfigMap, namespace: string): void {
  if (sent.namespace === '' || sent.namespace === namespace) return;
  throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
}

/** StatusError 409 for a version that is not the current one, 500 for one that is no number. */
export function checkVersion({ resourceVersion }: SentConfigMap, current: ConfigMapObject): void {
  if (!/^\d*$/.test(resourceVersion)) {
    throw new StatusError('InternalError', `strconv.ParseUint: parsing "${resourceVersion}": invalid syntax`);
  }
  // The API server takes 0 for none.
  const precondition = Number(resourceVersion) !== 0;
  if (precondition && resourceVersion !== current.metadata.resourceVersion) {
    throw conflict('configmaps', current.metadata.name);
  }
}

/** StatusError 422 for a name that is none. */
export function checkNewName({ name }: SentConfigMap): void {
  if (name === '') throw unfit('', 'metadata.name: Required value: name or generateName is required');
  if (SUBDOMAIN.test(name)) return;
  throw unfit(
    name,
    `metadata.name: Invalid value: "${name}": a lowercase RFC 1123 subdomain must consist of…`,
  );
}

/** StatusError 422 for what a ConfigMap may not hold: other letters, or more than 1 MiB. */
export function checkContent(
  name: string,
  { data = {}, binaryData = {}, labels = {} }: ConfigMapContent,
): void {
  for (const key of [...Object.keys(data), ...Object.keys(binaryData)]) {
    if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key)) throw unfit(name, `data[${key}]: Invalid value: "${key}"`);
  }
  const twice = Object.keys(data).find((key) => key in binaryData);
  if (twice !== undefined) throw unfit(name, `data[${twice}]: duplicate of key present in binaryData`);
  for (const value of Object.values(labels)) {
    if (!LABEL.test(value)) throw unfit(name, `metadata.labels: Invalid value: "${value}"`);
  }
  const sizes = Object.values(data).map((value) => Buffer.byteLength(value));
  const size = sizes.reduce((sum, one) => sum + one, 0) + sizeOf(binaryData);
  if (size > LARGEST_DATA) throw unfit(name, `[]: Too long: may not be more than ${LARGEST_DATA} bytes`);
}

function sizeOf(binaryData: Readonly<Record<string, string>>): number {
  return Object.values(binaryData).reduce((sum, value) => sum + Buffer.from(value, 'base64').length, 0);
}

/** StatusError 422 for a change of what cannot change: the uid, and all that is immutable. */
export function checkChange({ uid, content }: SentConfigMap, current: ConfigMapObject): void {
  const { name } = current.metadata;
  if (uid !== '' && uid !== current.metadata.uid) throw unfit(name, 'metadata.uid: field is immutable');
  if (current.immutable !== true) return;
  const same = (['data', 'binaryData'] as const).every((key) =>
    isDeepStrictEqual({ ...content[key] }, { ...current[key] }),
  );
  if (!same || content.immutable !== true) throw unfit(name, 'field is immutable when `immutable` is set');
}

function unfit(name: string, why: string): StatusError {
  return invalid(`ConfigMap "${name}" is invalid: ${why}`, { name, kind: 'ConfigMap' });
}
