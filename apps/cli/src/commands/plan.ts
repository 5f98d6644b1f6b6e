import { command } from '../command.ts';
import { RUN_EXITS } from '../run/exits.ts';
import { fleetRun } from '../run/fleet-run.ts';
import { runOptions } from '../run/run-options.ts';

export const plan = command({
  options: runOptions,
  exits: RUN_EXITS,
  elsewhere: { '--dry-run': 'plan writes to no cluster: leave it out' },
  run: (context, { options }) => fleetRun(context, 'plan', options),
});
