import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kubernetes } from '../src/left-out/kubernetes.ts';
import { leaveOut } from '../src/left-out/plugin.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-requests-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function shapesWith(name: string, plugins: Plugin[]) {
  const outfile = join(folder, `${name}.mjs`);
  const entry = fileURLToPath(new URL('request-shapes.ts', import.meta.url));
  // undici, whole, asks for Node's modules by `require`.
  const banner =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  const common = { bundle: true, format: 'esm', platform: 'node', target: 'node24' } as const;
  await build({ ...common, entryPoints: [entry], outfile, plugins, banner: { js: banner } });
  const { requestShapes } = (await import(
    pathToFileURL(outfile).href
  )) as typeof import('./request-shapes.ts');
  return requestShapes();
}

it('every request is the one that client-node builds when nothing is left out', async () => {
  const whole = await shapesWith('whole', []);
  expect(Object.keys(whole)).toHaveLength(9);
  expect(await shapesWith('left-out', [leaveOut(kubernetes(ROOT))])).toEqual(whole);
});
