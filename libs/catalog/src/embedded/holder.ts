import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Which process has the store open, or left it without closing it. The lock itself is LevelDB's, and ends with the
 * process; what was going on in one that ended so has come to no end.
 */
export interface Holder {
  readonly pid: number;
  /** What it was started for, such as `roster apply`. */
  readonly command?: string | undefined;
  /** When it opened the store (ISO). */
  readonly since?: string | undefined;
  readonly host: string;
  /** What broke the store while it was open; empty for nothing. */
  readonly failure: string;
}

const HolderFile = z.object({
  pid: z.int().positive(),
  command: z.string().max(200).optional(),
  since: z.iso.datetime().optional(),
  host: z.string().max(256).default(''),
  failure: z.string().max(2000).default(''),
});
const fileIn = (folder: string) => join(folder, 'holder.json');

/** As much as a failure needs: on a full disk only what has its place already can be written. */
const BYTES = 4096;

function content(failure: string, more: Pick<Holder, 'command' | 'since'> = {}): Buffer {
  const text = JSON.stringify({ pid: process.pid, host: hostname(), ...more, failure });
  const room = BYTES - Buffer.byteLength(text);
  // A failure of many bytes a character is left out sooner than cut.
  return room < 0 ? content('') : Buffer.from(text + ' '.repeat(room));
}

/** Leaves word that this process has the store open. */
export async function writeHolder(folder: string, holder: Pick<Holder, 'command' | 'since'>): Promise<void> {
  await writeFile(fileIn(folder), content('', holder), { mode: 0o600 });
}

/** Adds what broke the store: over the bytes that are there, at once. What cannot be written is left. */
export function noteFailure(folder: string, failure: string): void {
  try {
    const file = openSync(fileIn(folder), 'r+');
    try {
      writeSync(file, content(failure.slice(0, 2000)), 0, BYTES, 0);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The folder is gone, or read-only: whoever opens the store next sees that the process is gone.
  }
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
