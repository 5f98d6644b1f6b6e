import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetProblem } from './problem.ts';

/** 10,000 clusters with labels and checks have about 5 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

export type FileText = { readonly file: string; readonly text: string } | FleetProblem;

/** The texts of files and folders (their *.yaml and *.yml, in the order of their names), or why there is none. */
export async function readFiles(paths: readonly string[]): Promise<readonly FileText[]> {
  const read: FileText[] = [];
  for (const path of paths) {
    for (const file of await filesIn(path)) read.push(typeof file === 'string' ? await textOf(file) : file);
  }
  return read;
}

async function filesIn(path: string): Promise<readonly (string | FleetProblem)[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
    if (names.length === 0) return [problem(path, 'the folder holds no *.yaml or *.yml')];
    return names.map((name) => join(path, name));
  } catch (error) {
    return [problem(path, `cannot be opened (${codeOf(error)})`)];
  }
}

/** A stream, for a pipe tells no size beforehand. */
async function textOf(file: string): Promise<FileText> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BYTES) return problem(file, 'has more than 32 MB: a fleet file cannot be that large');
      chunks.push(chunk);
    }
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch (error) {
    const why = error instanceof TypeError ? 'is not UTF-8' : `cannot be read (${codeOf(error)})`;
    return problem(file, why);
  }
}

function problem(file: string, message: string): FleetProblem {
  return { file, line: 1, column: 1, message };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
