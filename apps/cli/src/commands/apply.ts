import { command } from '../command.ts';
import { RUN_EXITS } from '../run/exits.ts';
import { fleetRun } from '../run/fleet-run.ts';
import { applyOptions } from '../run/run-options.ts';

export const apply = command({
  options: applyOptions,
  exits: RUN_EXITS,
  elsewhere: { '--dry-run': 'roster plan shows what apply would change, and writes nothing' },
  run: (context, { options }) => fleetRun(context, 'apply', options),
});
