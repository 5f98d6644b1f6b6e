import type { RbacManifest } from '@roster/reconcile';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const FOLDER = path.resolve(import.meta.dirname, '../../../../infra/rbac');

/** The manifests of infra/rbac, as they are shipped. */
export async function rbacManifests(): Promise<readonly RbacManifest[]> {
  const files = ['read.yaml', 'write.yaml'].map((file) => readFile(path.join(FOLDER, file), 'utf8'));
  const texts = await Promise.all(files);
  // They are ours, and applied to a real cluster by a test.
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as RbacManifest));
}
