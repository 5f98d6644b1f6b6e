import { newRunId } from '@roster/reconcile';
import type { Bootstrapped } from '@roster/reconcile/bootstrap';
import type { Context } from '../command.ts';
import { plural } from '../output/plural.ts';
import { UsageError } from '../usage-error.ts';
import { awsCaller } from '../who.ts';
import { bootstrapEach } from './bootstrap-each.ts';
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

/** Bootstraps the clusters that the options mean, once AWS has said who asks, and shows how far it is. The first Ctrl-C lets end what was begun. */
export async function bootstrapAll(
  { io, out }: Context,
  options: BootstrapOptions,
): Promise<AllBootstrapped> {
  const width = widthOf(options.concurrency);
  const chosen = await chosenClusters(io, options);
  await awsCaller(io, chosen[0]?.cluster.region);
  const signal = io.interrupted();
  signal.addEventListener('abort', () =>
    out.note(
      'stopping after the clusters that were begun; Ctrl-C again ends at once, and may leave administrators',
    ),
  );
  const each = {
    ...{ chosen, width, dryRun: options.dryRun, signal },
    run: newRunId(io.now(), io.random()),
    manifests: await rbacManifests(),
    ended: (count: number) => {
      if (count % TELL_EVERY !== 0 || count === chosen.length) return;
      out.note(`${String(count)} of ${plural(chosen.length, 'cluster')}`);
    },
    unforeseen: (error: unknown) => {
      if (io.env['ROSTER_DEBUG'] && error instanceof Error) out.note(error.stack ?? '');
    },
  };
  const results = await bootstrapEach(each, composeBootstrap(io));
  return { results, left: chosen.length - results.length };
}

function widthOf(given: string | undefined): number {
  const width = Number(given ?? 10);
  if (Number.isInteger(width) && width > 0 && width <= 100) return width;
  throw new UsageError(`--concurrency: "${given ?? ''}" is no number from 1 to 100`);
}
