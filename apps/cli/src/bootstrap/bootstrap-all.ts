import { newRunId } from '@roster/reconcile';
import { bootstrap, type Bootstrapped } from '@roster/reconcile/bootstrap';
import type { Context } from '../command.ts';
import { plural } from '../output/plural.ts';
import { concurrently } from '../report/concurrently.ts';
import { UsageError } from '../usage-error.ts';
import { chosenClusters, type BootstrapOptions } from './chosen-clusters.ts';
import { composeBootstrap } from './compose.ts';
import { rbacManifests } from './rbac-files.ts';

/** Of so many clusters a line says that they are done. */
const TELL_EVERY = 25;

export interface AllBootstrapped {
  readonly results: readonly Bootstrapped[];
  /** Clusters that were not begun, as it was interrupted. */
  readonly left: number;
}

/**
 * Bootstraps the clusters that the options mean, some at a time. The first Ctrl-C lets those that were begun end, so
 * that none keeps an administrator.
 */
export async function bootstrapAll(
  { io, out }: Context,
  options: BootstrapOptions,
): Promise<AllBootstrapped> {
  const width = widthOf(options.concurrency);
  const chosen = await chosenClusters(io, options);
  const manifests = await rbacManifests();
  const deps = composeBootstrap(io);
  const shared = { run: newRunId(io.now(), io.random()), manifests, dryRun: options.dryRun };
  const signal = io.interrupted();
  let done = 0;
  const results = await concurrently(chosen, width, async ({ cluster, role }) => {
    if (signal.aborted) return undefined;
    const result = await bootstrap({ ...shared, cluster, role }, deps);
    done += 1;
    if (done % TELL_EVERY === 0 && done < chosen.length) {
      out.note(`${String(done)} of ${plural(chosen.length, 'cluster')}`);
    }
    return result;
  });
  const begun = results.filter((result) => result !== undefined);
  return { results: begun, left: chosen.length - begun.length };
}

function widthOf(given: string | undefined): number {
  const width = Number(given ?? 10);
  if (Number.isInteger(width) && width > 0 && width <= 100) return width;
  throw new UsageError(`--concurrency: "${given ?? ''}" is no number from 1 to 100`);
}
