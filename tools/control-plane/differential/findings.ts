import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expectedOf } from './expected.ts';
import type { Oracle } from './oracle.ts';
import type { Finding } from './run.ts';

/**
 * Writes a finding as a candidate for libs/access/corpus: the document, and what is expected of it. Data becomes a
 * manifest in JSON, which says each letter of it. Returns the document's path.
 */
export async function writeFinding(oracle: Oracle, folder: string, finding: Finding): Promise<string> {
  const { document, source, seed } = finding;
  const isFile = 'file' in document;
  const bytes = isFile ? document.file : new TextEncoder().encode(manifestOf(document.data));
  const file = path.join(folder, `${source.replaceAll(' ', '-')}-${seed}.${isFile ? 'yaml' : 'json'}`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, bytes);
  await writeExpected(oracle, file, bytes);
  return file;
}

/** Writes what is expected of a file of the corpus beside it. */
export async function writeExpected(oracle: Oracle, file: string, bytes: Uint8Array): Promise<string> {
  const to = file.replace(/\.(?:ya?ml|json)$/, '.expected.json');
  await writeFile(to, `${JSON.stringify(await expectedOf(oracle, bytes), undefined, 2)}\n`);
  return to;
}

function manifestOf(data: Readonly<Record<string, string>>): string {
  const metadata = { name: 'aws-auth', namespace: 'kube-system' };
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }, undefined, 2);
}
