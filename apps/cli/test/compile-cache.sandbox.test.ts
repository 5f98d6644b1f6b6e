import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');

/** A home with a cache folder that nobody else may write, and what a command left in it. */
async function home() {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-home-'));
  const caches = path.join(folder, 'cache');
  await mkdir(caches, { mode: 0o700 });
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_CACHE_HOME: caches };
  const keeps = async (more: Readonly<Record<string, string>> = {}) => {
    await promisify(execFile)(process.execPath, [SCRIPT, '--help'], { env: { ...env, ...more } });
    return (await readdir(path.join(caches, 'roster', 'node')).catch(() => [])).length > 0;
  };
  return {
    folder,
    caches,
    keeps,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

type Home = Awaited<ReturnType<typeof home>>;

describe('what V8 compiled is kept', () => {
  it('in a folder that only we may write', async () => {
    await using at = await home();
    expect(await at.keeps()).toBe(true);
  });

  it('in no other, and not under CI', async () => {
    await using at = await home();
    expect(await at.keeps({ CI: 'true' })).toBe(false);
  });

  it.each<[string, (at: Home) => Promise<unknown>]>([
    ['the group may write it', ({ caches }) => chmod(caches, 0o770)],
    ['everybody may write it', ({ caches }) => chmod(caches, 0o777)],
    ['the folder above is everybody’s', ({ folder }) => chmod(folder, 0o777)],
    [
      'everybody may write ours',
      async ({ caches }) => {
        await mkdir(path.join(caches, 'roster', 'node'), { recursive: true });
        await chmod(path.join(caches, 'roster'), 0o777);
      },
    ],
    [
      'it is a link',
      async ({ folder, caches }) => {
        await mkdir(path.join(folder, 'elsewhere'), { mode: 0o700 });
        await symlink(path.join(folder, 'elsewhere'), path.join(caches, 'roster'));
      },
    ],
  ])('not where %s', async (_, prepare) => {
    await using at = await home();
    await prepare(at);
    expect(await at.keeps()).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)('not where it is somebody else’s, be we root', async () => {
    await using at = await home();
    await chown(at.caches, 1000, 1000);
    expect(await at.keeps()).toBe(false);
  });
});
