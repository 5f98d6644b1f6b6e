import { command } from '../command.ts';
import { RUN_EXITS } from '../run/exits.ts';
import { fleetRun } from '../run/fleet-run.ts';
import { runOptions } from '../run/run-options.ts';

export const apply = command({
  options: runOptions,
  exits: RUN_EXITS,
  run: (context, { options }) => fleetRun(context, 'apply', options),
});
