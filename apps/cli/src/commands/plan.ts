import { command } from '../command.ts';
import { RUN_EXITS } from '../run/exits.ts';
import { fleetRun, runOptions } from '../run/fleet-run.ts';

export const plan = command({
  options: runOptions,
  exits: RUN_EXITS,
  run: (context, { options }) => fleetRun(context, 'plan', options),
});
