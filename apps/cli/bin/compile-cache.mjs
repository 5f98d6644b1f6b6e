// Plain JavaScript, as roster.mjs: it is what makes the rest load faster.
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder where V8 keeps what it made of our files: without it, the command takes twice as long. Whoever may write
 * there lays code for us, so it is used only where nobody else may: we own it and no one else may write to it, it is no
 * link, and nobody can put another in the place of a folder above. Undefined where there is no such folder, under CI
 * (where the next job may be somebody else's), and where a system has no owners to look at.
 */
export function compileCacheFolder(env = process.env, uid = process.getuid?.()) {
  if (env.CI || uid === undefined) return undefined;
  const { XDG_CACHE_HOME: named = '' } = env;
  const caches = path.isAbsolute(named) ? named : path.join(env.HOME || homedir(), '.cache');
  if (!path.isAbsolute(caches)) return undefined;
  try {
    // An account without a home has none.
    const above = realpathSync(path.dirname(caches));
    if (!foldersAbove(above).every((folder) => isSafe(folder, uid))) return undefined;
    let folder = above;
    for (const name of [path.basename(caches), 'roster', 'node']) {
      folder = path.join(folder, name);
      mkdirSync(folder, { mode: 0o700, recursive: true });
      if (!isOurs(folder, uid)) return undefined;
    }
    return folder;
  } catch {
    return undefined; // a file system that is full or read-only, a file in the place of a folder
  }
}

/** From the root to the folder itself. */
function foldersAbove(folder) {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [...foldersAbove(parent), folder];
}

const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;

/** A folder in which nobody but us and root can replace what is ours: in a sticky one (/tmp) only its owner can. */
function isSafe(folder, uid) {
  const { mode, uid: owner } = lstatSync(folder);
  if (owner !== uid && owner !== 0) return false;
  return (mode & WRITABLE_BY_OTHERS) === 0 || (mode & STICKY) !== 0;
}

function isOurs(folder, uid) {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === uid && (found.mode & WRITABLE_BY_OTHERS) === 0;
}
