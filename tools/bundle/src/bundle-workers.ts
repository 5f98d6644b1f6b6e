import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORKERS } from '@roster/workflow';
import type { WorkerName } from '@roster/workflow';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';
import { BUDGETS } from './budgets.ts';
import type { Budget } from './budgets.ts';
import type { Bundle } from './bundle.ts';
import { aws } from './left-out/aws.ts';
import { kubernetes } from './left-out/kubernetes.ts';
import { leaveOut } from './left-out/plugin.ts';
import { nodeHttp } from './node-http.ts';
import { overBudget } from './over-budget.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Bundling {
  /** The folder that holds a folder a worker. */
  readonly out: string;
  /** All of them by default. */
  readonly workers?: readonly WorkerName[];
  readonly budgets?: Readonly<Record<WorkerName, Budget>>;
}

/**
 * Writes `<out>/<worker>/index.mjs` and its `.map` for each worker. The handler is called `index.handler`. Throws an
 * Error that names every bundle over its budget, with what is largest in it; the files are written all the same, to be
 * looked at.
 */
export async function bundleWorkers({
  out,
  workers = WORKERS,
  budgets = BUDGETS,
}: Bundling): Promise<Bundle[]> {
  const bundles = await Promise.all(workers.map((worker) => bundleWorker(worker, out)));
  const problems = bundles.flatMap((bundle) => overBudget(bundle, budgets[bundle.worker]) ?? []);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return bundles;
}

async function bundleWorker(worker: WorkerName, out: string): Promise<Bundle> {
  const file = join(out, worker, 'index.mjs');
  const entry = join(ROOT, 'apps', worker, 'src', 'handler.ts');
  const { metafile } = await build({ ...settings, entryPoints: [entry], outfile: file });
  const output = metafile.outputs[relative(ROOT, file).split(sep).join('/')];
  if (output === undefined) throw new Error(`esbuild wrote no ${file}`);
  const inputs = Object.entries(output.inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput]);
  return {
    worker,
    file,
    bytes: output.bytes,
    inputs: Object.fromEntries(inputs) as Record<string, number>,
    imports: output.imports.filter(({ external }) => external).map(({ path }) => path),
  };
}

const settings = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  sourcemap: true,
  // Lambda reads the map for stack traces (NODE_OPTIONS=--enable-source-maps): names and lines, our sources stay here.
  sourcesContent: false,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The ESM form of what has both can be shaken.
  mainFields: ['module', 'main'],
  plugins: [nodeHttp, leaveOut([...aws, ...kubernetes(ROOT)])],
  logLevel: 'warning',
} satisfies BuildOptions;
