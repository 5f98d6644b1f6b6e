import type { As, RbacManifest } from '@roster/reconcile';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const FOLDER = path.resolve(import.meta.dirname, '../../../../infra/rbac');

/** The text of a file of infra/rbac, as it is shipped. */
export const rbacOf = (identity: As): Promise<string> =>
  readFile(path.join(FOLDER, `${identity}.yaml`), 'utf8');

/** The manifests of infra/rbac. */
export async function rbacManifests(): Promise<readonly RbacManifest[]> {
  const texts = await Promise.all([rbacOf('read'), rbacOf('write')]);
  // They are ours, and applied to a real cluster by a test.
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as RbacManifest));
}
