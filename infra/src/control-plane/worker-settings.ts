import { statesOf, type WorkerName } from '@roster/workflow';
import { machineByWorker } from './machine-by-worker.ts';

/**
 * MB of memory, and with it the share of a processor. Plan and report look at the whole fleet (10,000 clusters), the
 * others at one cluster: there, less memory would only make the wait longer (toolchain.md: at 512 MB a bundle loads
 * three times slower than on a desk).
 */
export const WORKER_MEMORY: Readonly<Record<WorkerName, number>> = {
  plan: 1024,
  token: 512,
  apply: 512,
  verify: 512,
  report: 1024,
};

/**
 * Seconds that a worker's function may take: the longest `TimeoutSeconds` of its states. Lambda then ends what Step
 * Functions has given up (libs/workflow/README.md). Throws an Error for a worker without a state.
 */
export function workerTimeout(worker: WorkerName): number {
  const own = statesOf(machineByWorker).filter(({ state }) => state.Resource === worker);
  const longest = Math.max(...own.map(({ state }) => state.TimeoutSeconds ?? 0));
  if (longest <= 0)
    throw new Error(`no state of the machine calls the worker ${worker} with a TimeoutSeconds`);
  return longest;
}
