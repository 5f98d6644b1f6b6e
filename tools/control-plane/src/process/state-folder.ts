import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A folder for the state of one `what`, such as `control-plane`, named for this process. Folders of processes that are
 * gone (killed before they could tidy up) are removed first; their programs ended with them.
 */
export async function makeStateFolder(what: string): Promise<string> {
  const prefix = `roster-${what}-`;
  await removeLeftOvers(prefix);
  return mkdtemp(path.join(tmpdir(), `${prefix}${process.pid}-`));
}

async function removeLeftOvers(prefix: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(/^(\d+)-/.exec(name.slice(prefix.length))?.[1] ?? 0) : 0;
    const folder = path.join(tmpdir(), name);
    if (pid === 0 || isAlive(pid) || !(await isOurs(folder))) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's is alive too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && found.uid === process.getuid?.();
}
