import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const SCRIPT = path.resolve(import.meta.dirname, '../bin/roster.mjs');
/** Tells every module that is loaded, a line each on stderr. */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  import { writeSync } from 'node:fs';
  registerHooks({ load: (url, context, next) => (writeSync(2, url + '\\n'), next(url, context)) });
`)}`;
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

// kubectl waits for this command again and again: what it loads is nearly all of the time that it takes.
it('roster token loads no client of AWS, no HTTP, no schema and no reader, with keys in the environment', async () => {
  const args = ['--import', TELL, SCRIPT, 'token', '--cluster', 'one', '--region', 'eu-west-1'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env: KEYS });
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'ExecCredential' });
  const loaded = stderr.trim().split('\n');
  expect(loaded.some((url) => url.endsWith('/commands/token.ts'))).toBe(true);
  const heavy = /@aws-sdk|\/zod\/|^node:https?$|workflow\/src\/index|access\/src\/index|reconcile\/src/;
  expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  expect(loaded.length).toBeLessThan(80);
});
