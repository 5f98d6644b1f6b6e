import {
  bootstrap,
  type BootstrapDeps,
  type Bootstrapped,
  type BootstrapRequest,
} from '@roster/reconcile/bootstrap';
import { concurrently } from '../report/concurrently.ts';
import type { Chosen } from './chosen-clusters.ts';

interface Each extends Pick<BootstrapRequest, 'run' | 'manifests' | 'dryRun'> {
  readonly chosen: readonly Chosen[];
  /** How many at once, at most. */
  readonly width: number;
  /** Once it is aborted no cluster is begun any more; those that were begun end, so that none keeps an administrator. */
  readonly signal: AbortSignal;
  /** Called with how many have ended, each time. */
  readonly ended: (count: number) => void;
  /** Called with what is no fault of a cluster, but of ours. */
  readonly unforeseen: (error: unknown) => void;
}

/** Bootstraps each cluster, some at a time: one result for each that was begun, in their order, whatever befell another. */
export async function bootstrapEach(each: Each, deps: BootstrapDeps): Promise<readonly Bootstrapped[]> {
  const { chosen, width, signal, ended, unforeseen, run, manifests, dryRun } = each;
  let count = 0;
  const results = await concurrently(chosen, width, async ({ cluster, role }) => {
    if (signal.aborted) return undefined;
    const request = { run, manifests, dryRun, cluster, role };
    const result = await bootstrap(request, deps).catch((error: unknown) => {
      unforeseen(error);
      return failedBy(error, cluster.arn);
    });
    ended((count += 1));
    return result;
  });
  return results.filter((result) => result !== undefined);
}

function failedBy(error: unknown, cluster: string): Bootstrapped {
  const reason = error instanceof Error ? error.name : 'Error';
  return {
    ...{ cluster, outcome: { kind: 'failed', reason }, steps: [] },
    proofs: { read: 'untried', write: 'untried' },
    message: `${cluster}: an error in roster itself (ROSTER_DEBUG=1 shows where): bootstrap it again, which takes away what was left`,
  };
}
