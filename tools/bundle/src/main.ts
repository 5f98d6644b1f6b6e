import { fileURLToPath } from 'node:url';
import { BUDGETS } from './budgets.ts';
import { bundleWorkers } from './bundle-workers.ts';

const out = fileURLToPath(new URL('../../../dist/workers', import.meta.url));

try {
  const bundles = await bundleWorkers({ out });
  console.log('worker      KB  budget');
  for (const { worker, bytes } of bundles) {
    const size = (bytes / 1000).toFixed(0).padStart(6);
    console.log(`${worker.padEnd(8)}${size}${String(BUDGETS[worker].kilobytes).padStart(8)}`);
  }
  console.log(`\n${out}/<worker>/index.mjs, handler index.handler`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
