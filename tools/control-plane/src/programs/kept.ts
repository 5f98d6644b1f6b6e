import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** Told in a line what is being made, and how long it took. */
export type Report = (line: string) => void;

const toStandardError: Report = (line) => void process.stderr.write(`${line}\n`);

export interface Recipe {
  readonly name: string;
  /** Everything that its content follows from. */
  readonly from: readonly string[];
  /** Fills the folder `into`, which is called `final` once it is whole. */
  readonly make: (into: string, final: string) => Promise<void>;
  /** Default: standard error. */
  readonly report?: Report;
}

const UNUSED_MS = 14 * 24 * 60 * 60_000;

/**
 * The folder of something that is made once a machine: taken as it stands, else made beside its place and moved there
 * whole. Of two processes that make it at once, the first one's stands.
 */
export async function kept({ name, from, make, report = toStandardError }: Recipe): Promise<string> {
  const folder = path.join(cacheFolder(), `${name}-${keyOf(from)}`);
  if (!existsSync(folder)) {
    report(`${name}: not in ${cacheFolder()} yet; making it …`);
    const begun = performance.now();
    await makeBeside(folder, make);
    report(`${name}: made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  const now = new Date();
  await utimes(folder, now, now);
  await removeUnused(name);
  return folder;
}

async function makeBeside(folder: string, make: Recipe['make']): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const temporary = await mkdtemp(`${folder}.`);
  try {
    await make(temporary, folder);
    await rename(temporary, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Keys that nobody has used for two weeks, and what an interrupted process left. */
async function removeUnused(name: string): Promise<void> {
  for (const entry of await readdir(cacheFolder())) {
    if (!/^-[0-9a-f]{16}(\.\w+)?$/.test(entry.slice(name.length)) || !entry.startsWith(name)) continue;
    const folder = path.join(cacheFolder(), entry);
    const used = await stat(folder).catch(() => undefined);
    if (used !== undefined && Date.now() - used.mtimeMs > UNUSED_MS) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function cacheFolder(): string {
  return path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'roster');
}

function keyOf(from: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(from)).digest('hex').slice(0, 16);
}
