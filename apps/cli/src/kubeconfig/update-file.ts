import { constants, type Stats } from 'node:fs';
import {
  mkdir,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../usage-error.ts';

/** Waits a moment; how often it did so counts as patience. */
export type Pause = () => Promise<void>;

interface Named {
  readonly file: string;
  /** As the user wrote it. */
  readonly name: string;
}

/** How often a lock of another process is looked at again: kubectl holds it for milliseconds. */
const LOOKS = 20;

/**
 * Changes a kubeconfig under kubectl's own lock. Its text is replaced in one step, so that a reader, or a crash, finds
 * the old or the new one; owner and mode stay, and a new file is for its owner alone. Where it cannot be replaced (it is
 * mounted by itself, has another owner or another name, or its folder cannot be written to) it is written in place. A
 * pipe or a terminal is written to, and not read. A file that is not there yet is given to `change` as ''.
 * @returns whether it is a file, which can be read again.
 * @throws UsageError for what is no file to write to, and where another process holds the lock.
 */
export async function updateFile(
  { file, name }: Named,
  change: (text: string) => string,
  pause: Pause,
): Promise<boolean> {
  const found = await statOf(file);
  if (found !== undefined && !found.isFile()) {
    await writeSpecial({ file, name }, found, change(''));
    return false;
  }
  const target = await behindLinks(file);
  if (found === undefined) await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const locks = await takeLocks([...new Set([file, target])], pause);
  try {
    const before = await statOf(target);
    const text = change(before === undefined ? '' : decoded(await readFile(target), name));
    await writeText(target, text, before);
    return true;
  } finally {
    for (const lock of locks) await rm(lock, { force: true });
  }
}

function decoded(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name} is no kubeconfig: it is not UTF-8; nothing was written`);
  }
}

async function writeText(target: string, text: string, before: Stats | undefined): Promise<void> {
  // A second name would keep the old text.
  if (before !== undefined && before.nlink > 1) return writeInPlace(target, text);
  const next = `${target}.${String(process.pid)}.new`;
  try {
    const handle = await open(next, 'wx', before === undefined ? 0o600 : before.mode & 0o777);
    await written(handle, text, before);
    await rename(next, target);
  } catch (error) {
    if (before === undefined || !CANNOT_REPLACE.has(codeOf(error))) throw error;
    await writeInPlace(target, text);
  } finally {
    await rm(next, { force: true }).catch((error: unknown) => {
      if (!CANNOT_REPLACE.has(codeOf(error))) throw error;
    });
  }
}

// rename(2): EBUSY or EXDEV for a file that is a mount of its own; the others where no file can be made beside it, or
// none with its owner.
const CANNOT_REPLACE = new Set(['EBUSY', 'EXDEV', 'EPERM', 'EACCES', 'EROFS']);

async function written(handle: FileHandle, text: string, before: Stats | undefined): Promise<void> {
  try {
    if (before !== undefined) {
      const made = await handle.stat();
      if (made.uid !== before.uid || made.gid !== before.gid) await handle.chown(before.uid, before.gid);
      await handle.chmod(before.mode & 0o7777);
    }
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeInPlace(target: string, text: string): Promise<void> {
  const handle = await open(target, 'r+');
  try {
    const bytes = Buffer.from(text);
    await handle.writeFile(bytes);
    await handle.truncate(bytes.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes to a pipe or a terminal. One that nobody reads would hold us for ever (fifo(7)). */
async function writeSpecial({ file, name }: Named, found: Stats, text: string): Promise<void> {
  if (!found.isFIFO() && !found.isCharacterDevice()) {
    const what = found.isDirectory() ? 'a folder' : 'no file';
    throw new UsageError(`${name} is ${what}: name a file with --kubeconfig, or take --print`);
  }
  const { O_WRONLY, O_NONBLOCK } = constants;
  try {
    const probe = await open(file, O_WRONLY | O_NONBLOCK);
    try {
      const handle = await open(file, O_WRONLY);
      await handle.writeFile(text).finally(() => handle.close());
    } finally {
      await probe.close();
    }
  } catch (error) {
    const why = codeOf(error) === 'ENXIO' ? 'nobody reads from it' : codeOf(error);
    throw new UsageError(`${name} cannot be written to: ${why}`);
  }
}

/** The file at the end of symbolic links, which need not exist. */
async function behindLinks(file: string): Promise<string> {
  let target = file;
  for (let links = 0; links < 40; links += 1) {
    const next = await readlink(target).catch((error: unknown) => {
      if (['EINVAL', 'ENOENT'].includes(codeOf(error))) return undefined;
      throw error;
    });
    if (next === undefined) return target;
    const folder = path.dirname(target);
    target = path.resolve(await realpath(folder).catch(() => folder), next);
  }
  throw new UsageError(`${file} is a link to itself`);
}

/**
 * As kubectl does: a file beside the one named, made only if there is none (client-go, clientcmd.lockFile). Behind a
 * link there is one for each name. Where the folder cannot be written to, kubectl cannot lock either: there is none.
 */
async function takeLocks(files: readonly string[], pause: Pause): Promise<readonly string[]> {
  const taken: string[] = [];
  try {
    for (const file of files) if (await takeLock(`${file}.lock`, pause)) taken.push(`${file}.lock`);
    return taken;
  } catch (error) {
    for (const lock of taken) await rm(lock, { force: true });
    throw error;
  }
}

async function takeLock(lock: string, pause: Pause): Promise<boolean> {
  for (let looks = 0; ; looks += 1) {
    try {
      await (await open(lock, 'wx', 0o600)).close();
      return true;
    } catch (error) {
      if (['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error))) return false;
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    if (looks === LOOKS)
      throw new UsageError(
        `${lock} exists: another process is writing. Try again; delete it if it was left behind`,
      );
    await pause();
  }
}

async function statOf(file: string): Promise<Stats | undefined> {
  return stat(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
