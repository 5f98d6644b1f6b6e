import { expect, it } from 'vitest';
import { user } from './harness.ts';
import { begin } from './process.ts';

/** Tells every module that is loaded, a line each on stderr. */
const TELL = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  import { writeSync } from 'node:fs';
  registerHooks({ load: (url, context, next) => (writeSync(2, url + '\\n'), next(url, context)) });
`)}`;

it('a run on this machine loads no client of a deployment', async () => {
  await using ann = await user();
  const env = { NODE_OPTIONS: `--import=${TELL}` };
  const { code, stderr } = await begin(['plan'], { folder: ann.folder, env }).ended;
  expect(code).toBe(2);
  const loaded = stderr.split('\n');
  expect(loaded.some((url) => url.endsWith('/run/run-fleet.ts'))).toBe(true);
  expect(loaded.filter((url) => /client-(sfn|scheduler)|libs\/deployment\//.test(url))).toEqual([]);
});
