import type { Deployment, Execution } from '@roster/deployment';
import { isFault, type MachineName } from '@roster/workflow';
import type { Context } from '../command.ts';
import { liveView } from '../live/live-view.ts';
import { collectRun } from '../report/collect-run.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Store } from '../store.ts';
import { followRun, type Followed } from './follow-run.ts';

export interface Shown {
  readonly run: string;
  readonly store: Store;
  readonly execution: () => Promise<Execution | undefined>;
  /** Ends the following, not the run. */
  readonly signal: AbortSignal;
  /** For how many clusters of each outcome the report has the changes. */
  readonly details: number;
}

/** Follows a run under the live view; what it came to, or undefined when the user left, who is told how to come back. */
export async function showFollowing(context: Context, shown: Shown): Promise<RunReport | undefined> {
  const { out } = context;
  const { run, store, details } = shown;
  const { kind, header } = await followed(context, shown);
  if (kind === 'left' || header === undefined) {
    out.note(`run ${run} goes on without you; roster runs watch ${run} comes back to it`);
    return undefined;
  }
  if (kind === 'cutOff') out.note(`run ${run} ended without a word, or is silent: this is how far it came`);
  return collectRun(store.journal, header, details);
}

async function followed({ io, out }: Context, { run, store, execution, signal }: Shown): Promise<Followed> {
  const view = await liveView({ sink: io.stderr, out, now: io.now });
  const pause = (milliseconds: number) => io.pause(milliseconds, signal);
  const { journal } = store;
  const following = { run, journal, execution, pause, signal, now: io.now };
  return followRun({ ...following, see: (event) => view.see(event) }).finally(() => view.end());
}

/** How an execution stands, for who may ask: who may not sees the journal all the same. */
export function asksFor(deployment: Deployment, machine: MachineName, name: string): Shown['execution'] {
  return () =>
    deployment.execution(machine, name).catch((error: unknown) => {
      if (isFault(error, 'DeniedFault')) return undefined;
      throw error;
    });
}
