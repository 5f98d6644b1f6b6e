import { command } from '../command.ts';
import { RUN_EXITS } from '../run/exits.ts';
import { fleetRun } from '../run/fleet-run.ts';
import { runOptions } from '../run/run-options.ts';

export const verify = command({
  options: runOptions,
  exits: RUN_EXITS,
  elsewhere: { '--dry-run': 'verify writes to no cluster: leave it out' },
  run: (context, { options }) => fleetRun(context, 'verify', options),
});
