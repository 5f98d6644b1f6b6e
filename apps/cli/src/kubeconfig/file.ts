import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../usage-error.ts';

/**
 * The file that kubectl itself would write to: the one given, else of KUBECONFIG the first that exists, else its
 * last, else ~/.kube/config (client-go, PathOptions).
 */
export async function kubeconfigPath(from: {
  readonly file: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
}): Promise<string> {
  if (from.file !== undefined) return path.resolve(from.cwd, from.file);
  const listed = (from.env['KUBECONFIG'] ?? '').split(path.delimiter).filter((one) => one !== '');
  const files = listed.map((one) => path.resolve(from.cwd, one));
  for (const file of files) if (await exists(file)) return file;
  return files.at(-1) ?? path.join(from.home, '.kube', 'config');
}

/**
 * Changes the file under kubectl's own lock, and puts the new text in its place in one step, readable by its owner
 * alone: a reader sees the old text or the new one. A file that is not there yet is given to `change` as ''.
 * UsageError when another process holds the lock.
 */
export async function updateFile(file: string, change: (text: string) => string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const target = (await exists(file)) ? await realpath(file) : file;
  const lock = await takeLock(`${target}.lock`);
  const next = `${target}.${String(process.pid)}.new`;
  try {
    const text = change((await exists(target)) ? await readFile(target, 'utf8') : '');
    await writeThrough(next, text);
    await rename(next, target);
  } finally {
    await rm(next, { force: true });
    await rm(lock, { force: true });
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function takeLock(file: string): Promise<string> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(
      `${file} exists: another process is writing. Try again; delete it if it was left behind`,
    );
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
