import type { Mode } from '@roster/workflow';
import type { Context } from '../command.ts';
import type { ExitCode } from '../exits.ts';
import { flag, text, texts } from '../options.ts';
import { renderRun } from '../report/render-run.ts';
import { exitOfRun } from '../report/run-exit.ts';
import { selectionOptions, type Selection } from '../selection/select.ts';
import { storeOption, withStore } from '../store.ts';
import { filesOption } from './fleet-files.ts';
import { runFleet } from './run-fleet.ts';

export const runOptions = {
  ...selectionOptions,
  ...filesOption,
  ...storeOption,
  overrides: texts('--override <rule=reason>', 'let this guardrail pass, and record why; may be repeated'),
  concurrency: text('--concurrency <shards>', 'how many shards of 25 clusters run at once (default 4)'),
  all: flag('--all-changes', 'list the changes of every cluster, however many'),
} as const;

/** As these options are read. */
export interface RunRequest extends Selection {
  readonly files: readonly string[];
  readonly store: string | undefined;
  readonly overrides: readonly string[];
  readonly concurrency: string | undefined;
  readonly all: boolean;
}

const SHOWN = 10;
/** Of so many clusters of each outcome the changes are read, to find those alike. */
const READ = 500;

/** `roster plan`, `apply` and `verify`: runs the state machine here, shows it, and prints what it came to. */
export async function fleetRun(context: Context, mode: Mode, request: RunRequest): Promise<ExitCode> {
  return withStore(context.io, request.store, async (store) => {
    const limit = request.all ? Infinity : SHOWN;
    const details = context.out.format === 'json' || request.all ? Infinity : READ;
    const report = await runFleet(context, { mode, request, store, details });
    context.out.result(report, (value, paint) =>
      renderRun(value, paint, { limit, whole: `roster runs show ${value.run}` }),
    );
    return exitOfRun(report);
  });
}
