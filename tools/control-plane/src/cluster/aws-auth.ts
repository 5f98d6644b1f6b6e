import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Child } from '../process/child.ts';
import type { Admin } from './admin.ts';
import { SAW_AWS_AUTH } from './authenticator.ts';

type Data = Readonly<Record<string, string>>;

interface ConfigMap {
  readonly metadata: { readonly resourceVersion: string };
  readonly data?: Record<string, string>;
}

const MAPS = '/api/v1/namespaces/kube-system/configmaps';
const MAP = `${MAPS}/aws-auth`;
const PATIENCE_MS = 10_000;

/** kube-system/aws-auth whole; undefined without it. */
export async function readConfigMap(admin: Admin): Promise<ConfigMap | undefined> {
  const { status, body } = await admin.request('GET', MAP);
  if (status === 404) return undefined;
  if (status === 200) return body as ConfigMap;
  throw new Error(`aws-auth could not be read: ${status} ${JSON.stringify(body)}`);
}

/** Writes the data of aws-auth, whatever stood there; labels and annotations stay. Null deletes it. True: it changed. */
export async function writeAwsAuth(admin: Admin, data: Data | null): Promise<boolean> {
  const old = await readConfigMap(admin);
  if (data === null) {
    if (old !== undefined) await admin.demand('DELETE', MAP);
    return old !== undefined;
  }
  if (old === undefined) {
    await admin.demand('POST', MAPS, { metadata: { name: 'aws-auth' }, data });
    return true;
  }
  const metadata = { ...old.metadata, resourceVersion: undefined };
  const made = (await admin.demand('PUT', MAP, { ...old, metadata, data })) as ConfigMap;
  return made.metadata.resourceVersion !== old.metadata.resourceVersion;
}

/** Writes aws-auth so that its version moves on and its data stays; makes an empty one where there is none. */
export async function touchAwsAuth(admin: Admin): Promise<void> {
  const old = await readConfigMap(admin);
  const annotations = { 'control-plane/written-by': randomUUID() };
  if (old === undefined) await admin.demand('POST', MAPS, { metadata: { name: 'aws-auth', annotations } });
  else await admin.demand('PATCH', MAP, { metadata: { annotations } }, 'application/merge-patch+json');
}

/** `writeAwsAuth`, and waits until the authenticator has seen it. Error when it has not after ten seconds. */
export async function writeAndWait(admin: Admin, authenticator: Child, data: Data | null): Promise<void> {
  const late = new AbortController();
  const seen = authenticator.next(SAW_AWS_AUTH);
  seen.catch(() => undefined);
  try {
    if (!(await writeAwsAuth(admin, data))) return;
    const patience = setTimeout(PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error(`the authenticator has not seen the new aws-auth:\n${authenticator.log()}`);
    });
    await Promise.race([seen, patience]);
  } finally {
    late.abort();
  }
}
