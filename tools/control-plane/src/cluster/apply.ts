import { parseAllDocuments } from 'yaml';
import type { Admin } from './admin.ts';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Server-side apply of every document of a YAML text, in order. Error for the first that the API server refuses. */
export async function applyManifests(admin: Admin, text: string): Promise<void> {
  for (const document of parseAllDocuments(text)) {
    const manifest = document.toJS() as Manifest | null;
    if (manifest === null) continue;
    const path = `${await placeOf(admin, manifest)}/${encodeURIComponent(manifest.metadata.name)}`;
    await admin.demand('PATCH', `${path}?fieldManager=control-plane&force=true`, manifest, APPLY);
  }
}

const APPLY = 'application/apply-patch+yaml';

/** The path of its collection, as the API server's discovery names it. */
async function placeOf(admin: Admin, { apiVersion, kind, metadata }: Manifest): Promise<string> {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { resources } = (await admin.demand('GET', root)) as { readonly resources: readonly Resource[] };
  const found = resources.find((one) => one.kind === kind && !one.name.includes('/'));
  if (found === undefined) throw new Error(`the API server has no ${kind} in ${apiVersion}`);
  const namespace = found.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
  return `${root}${namespace}/${found.name}`;
}
