import type { Mode } from '@roster/workflow';
import type { Context } from '../command.ts';
import type { ExitCode } from '../exits.ts';
import { renderRun } from '../report/render-run.ts';
import { exitOfRun } from '../report/run-exit.ts';
import { withStore } from '../store.ts';
import { runFleet } from './run-fleet.ts';
import type { RunRequest } from './run-options.ts';

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
