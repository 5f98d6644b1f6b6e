import type { Mode } from '@roster/workflow';
import { isCloud, type Where } from '../cloud/where.ts';
import type { Context } from '../command.ts';
import type { ExitCode } from '../exits.ts';
import { withStore } from '../store.ts';
import { detailsFor, endedAs } from './report-run.ts';
import type { RunRequest } from './run-options.ts';

/**
 * `roster plan`, `apply` and `verify`: runs the state machine here or starts the deployed one, shows it, and prints
 * what it came to. Only what is meant is loaded: the clients of a deployment are nothing for a laptop.
 */
export async function fleetRun(context: Context, mode: Mode, request: RunRequest & Where): Promise<ExitCode> {
  const run = isCloud(context.io, request)
    ? (await import('../cloud/cloud-run.ts')).cloudRun
    : (await import('./run-fleet.ts')).runFleet;
  return withStore(context.io, request.store, async (store) => {
    const report = await run(context, { mode, request, store, details: detailsFor(context, request) });
    return endedAs(context, report, request);
  });
}
