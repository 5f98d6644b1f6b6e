import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Child } from '../process/child.ts';
import type { Admin } from './admin.ts';
import { SAW_AWS_AUTH } from './authenticator.ts';

type Data = Readonly<Record<string, string>>;

interface ConfigMap {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly data?: Record<string, string>;
}

const MAPS = '/api/v1/namespaces/kube-system/configmaps';
const MAP = `${MAPS}/aws-auth`;
const MARK = 'control-plane/first-of-two';
const PATIENCE_MS = 10_000;

/** kube-system/aws-auth whole; undefined without it. */
export async function readConfigMap(admin: Admin): Promise<ConfigMap | undefined> {
  const { status, body } = await admin.request('GET', MAP);
  if (status === 404) return undefined;
  if (status === 200) return body as ConfigMap;
  throw new Error(`aws-auth could not be read: ${status} ${JSON.stringify(body)}`);
}

/** Writes the data of aws-auth, whatever stood there; labels and annotations stay, but the mark. Null deletes it. */
export async function writeAwsAuth(admin: Admin, data: Data | null, mark?: string): Promise<void> {
  const old = await readConfigMap(admin);
  if (data === null) {
    if (old !== undefined) await admin.demand('DELETE', MAP);
    return;
  }
  const others = Object.entries(old?.metadata.annotations ?? {}).filter(([name]) => name !== MARK);
  const annotations = Object.fromEntries(mark === undefined ? others : [...others, [MARK, mark]]);
  if (old === undefined)
    await admin.demand('POST', MAPS, { metadata: { name: 'aws-auth', annotations }, data });
  else {
    const metadata = { ...old.metadata, annotations, resourceVersion: undefined };
    await admin.demand('PUT', MAP, { ...old, metadata, data });
  }
}

/** Writes aws-auth so that its version moves on and its data stays; makes an empty one where there is none. */
export async function touchAwsAuth(admin: Admin): Promise<void> {
  const old = await readConfigMap(admin);
  const annotations = { 'control-plane/written-by': randomUUID() };
  if (old === undefined) await admin.demand('POST', MAPS, { metadata: { name: 'aws-auth', annotations } });
  else await admin.demand('PATCH', MAP, { metadata: { annotations } }, 'application/merge-patch+json');
}

/**
 * `writeAwsAuth`, and waits until the authenticator has loaded it. Error when it has not seen it after ten seconds.
 * It logs a version before it loads it, and takes one after the other (startLoadConfigMap in
 * pkg/mapper/configmap/configmap.go): so the document is written twice, and the line of the second proves the first.
 */
export async function writeAndWait(admin: Admin, authenticator: Child, data: Data | null): Promise<void> {
  const old = await readConfigMap(admin);
  if (isDeepStrictEqual(old && { ...old.data }, data === null ? undefined : { ...data })) return;
  // One that is immutable can be deleted, and nothing else.
  if (data === null) await seen(authenticator, () => writeAwsAuth(admin, null));
  await seen(authenticator, () => writeAwsAuth(admin, data ?? {}, randomUUID()));
  await seen(authenticator, () => writeAwsAuth(admin, data));
}

async function seen(authenticator: Child, write: () => Promise<void>): Promise<void> {
  const late = new AbortController();
  const line = authenticator.next(SAW_AWS_AUTH);
  line.catch(() => undefined);
  try {
    await write();
    const patience = setTimeout(PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error(`the authenticator has not seen the new aws-auth:\n${authenticator.log()}`);
    });
    await Promise.race([line, patience]);
  } finally {
    late.abort();
  }
}
