import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');

/** The command in a folder that is deleted before it begins: the shell is up, and waits for a line. */
async function inGoneFolder(...argv: readonly string[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-gone-'));
  const env = { HOME: folder, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  const begin = ['-c', 'echo up; read go; exec "$0" "$@"', process.execPath, SCRIPT, ...argv];
  const child = spawn('/bin/sh', begin, { cwd: folder, env });
  const code = new Promise((resolve) => child.once('exit', resolve));
  // A shell that starts in a folder that is gone writes a warning of its own.
  const [up] = (await once(child.stdout, 'data')) as [Buffer];
  expect(String(up)).toBe('up\n');
  await rmdir(folder);
  child.stdin.end('go\n');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr, code: await code };
}

it.each([
  ['plan', '-f', 'x.yaml'],
  ['lint', 'x.yaml'],
])('roster %s in a working folder that is gone is an error of the user', async (...argv) => {
  expect(await inGoneFolder(...argv)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'roster: the working folder does not exist any more: cd to one that does\n',
  });
});

it('a command that reads no file works there: kubectl may ask for a token from anywhere', async () => {
  const { code, stdout } = await inGoneFolder('token', '--cluster', 'one', '--region', 'eu-west-1');
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('k8s-aws-v1.') as string });
});
