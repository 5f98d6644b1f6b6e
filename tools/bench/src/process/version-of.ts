import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The first version that a program names when it is asked like this; not that of the Go which built it. */
export async function versionOf(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args);
  return /(?<!go|[\d.])\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim();
}
