import { MACHINES } from '@roster/workflow';
import type { Context } from '../command.ts';
import { collectRun } from '../report/collect-run.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { awsCaller } from '../who.ts';
import { deploymentOf } from './deployment-of.ts';
import { asksFor, showFollowing, type Shown } from './show-following.ts';

interface Watched {
  readonly run: string;
  readonly store: Store;
  readonly details: number;
}

/** Follows a run to its end, and gives its report; undefined when the user left. UsageError where there is no such run. */
export async function watchRun(context: Context, watched: Watched): Promise<RunReport | undefined> {
  const { run, store, details } = watched;
  const header = await store.journal.findRun(run);
  // A local store is one process's at a time: a run that is open there was cut off.
  if (header !== undefined && (header.closed !== undefined || store.shared === undefined)) {
    return collectRun(store.journal, header, details);
  }
  const execution = await executionOf(context, watched);
  if (header === undefined && execution === undefined) {
    throw new UsageError(`there is no run ${run}: roster runs lists them`);
  }
  const unknown = () => Promise.resolve(undefined);
  const signal = context.io.interrupted();
  return showFollowing(context, { ...watched, execution: execution ?? unknown, signal });
}

/**
 * The execution of a run that the CLI started, which has the run's name. Those of schedules have names of their own,
 * and a run from another machine has none: such a run is followed by the journal alone.
 */
async function executionOf(
  { io }: Context,
  { run, store }: Watched,
): Promise<Shown['execution'] | undefined> {
  if (store.shared === undefined) return undefined;
  const deployment = deploymentOf(io, store.shared, await awsCaller(io, store.shared.region));
  for (const machine of MACHINES) {
    const asks = asksFor(deployment, machine, run);
    if ((await asks()) !== undefined) return asks;
  }
  return undefined;
}
