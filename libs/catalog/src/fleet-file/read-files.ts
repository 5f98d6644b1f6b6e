import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetProblem } from './problem.ts';

/** 10,000 clusters with labels and checks have about 5 MB. */
const MAX_BYTES = 32 * 1024 * 1024;
/** A fleet has hundreds of files; more is a home folder, or a clone with all that is installed in it. */
const MAX_ENTRIES = 10_000;

export type FileText = { readonly file: string; readonly text: string } | FleetProblem;

/** The texts of files and folders (`filesIn`), or why there is none. */
export async function readFiles(paths: readonly string[]): Promise<readonly FileText[]> {
  const read: FileText[] = [];
  for (const path of paths) {
    for (const file of await filesIn(path)) read.push(typeof file === 'string' ? await textOf(file) : file);
  }
  return read;
}

/** A file is itself; a folder is all *.yaml and *.yml in it and below it, but hidden ones, in the order of their names. */
async function filesIn(path: string): Promise<readonly (string | FleetProblem)[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const found = { files: [], entries: 0 };
    await walk(path, [], found);
    return found.files.length > 0 ? found.files : [problem(path, 'the folder holds no *.yaml or *.yml')];
  } catch (error) {
    return [error instanceof TooMany ? problem(path, error.message) : unopened(path, error)];
  }
}

interface Walk {
  readonly files: (string | FleetProblem)[];
  /** Of whatever kind, in all folders. */
  entries: number;
}

async function walk(folder: string, above: readonly string[], found: Walk): Promise<void> {
  const real = await realpath(folder);
  if (above.includes(real)) {
    found.files.push(problem(folder, 'is a link to a folder that it is in: remove it'));
    return;
  }
  for (const name of (await readdir(folder)).toSorted()) {
    found.entries += 1;
    if (found.entries > MAX_ENTRIES) throw new TooMany();
    if (!name.startsWith('.')) await take(join(folder, name), [...above, real], found);
  }
}

async function take(path: string, above: readonly string[], found: Walk): Promise<void> {
  const isYaml = /\.ya?ml$/.test(path);
  try {
    const is = await stat(path);
    if (is.isDirectory()) await walk(path, above, found);
    else if (isYaml) found.files.push(is.isFile() ? path : problem(path, 'is no file'));
  } catch (error) {
    if (error instanceof TooMany) throw error;
    // A link that leads nowhere is nothing, unless it looks like a part of the fleet.
    const isLink = !isYaml && codeOf(error) === 'ENOENT';
    if (!isLink) found.files.push(unopened(path, error));
  }
}

class TooMany extends Error {
  constructor() {
    super(`holds more than ${MAX_ENTRIES} files: is it the folder of the fleet?`);
  }
}

const unopened = (path: string, error: unknown): FleetProblem => problem(path, whyUnopened(codeOf(error)));

function whyUnopened(code: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  return code === 'EACCES' || code === 'EPERM' ? 'you may not read it' : `cannot be opened (${code})`;
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
    return problem(file, error instanceof TypeError ? 'is not UTF-8' : whyUnopened(codeOf(error)));
  }
}

function problem(file: string, message: string): FleetProblem {
  return { file, line: 0, column: 0, message };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
