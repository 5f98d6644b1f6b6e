import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('import-once.mjs', import.meta.url));

/**
 * Imports each file so many times, in turn with the others, each time in a fresh process; gives the milliseconds by
 * file. Starting Node is not in them: Lambda does it before it counts.
 */
export async function importTimes(
  bundles: readonly { readonly file: string }[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>(bundles.map(({ file }) => [file, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [file, all] of times) all.push(await importTime(file));
  }
  return times;
}

async function importTime(file: string): Promise<number> {
  // None of this process's environment: with a compile cache it would be no cold start.
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin' };
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, pathToFileURL(file).href], { env });
  return Number(stdout);
}
