import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Which process has the store open: for a message only. The lock itself is LevelDB's, and ends with the process. */
export interface Holder {
  readonly pid: number;
}

const HolderFile = z.object({ pid: z.int().positive() });
const fileIn = (folder: string) => join(folder, 'holder.json');

/** Leaves word that this process has the store open. */
export async function writeHolder(folder: string): Promise<void> {
  await writeFile(fileIn(folder), JSON.stringify({ pid: process.pid }), { mode: 0o600 });
}

/** Who left word last; undefined where nothing readable stands. */
export async function readHolder(folder: string): Promise<Holder | undefined> {
  try {
    return HolderFile.parse(JSON.parse(await readFile(fileIn(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Takes the word back. */
export async function removeHolder(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}
