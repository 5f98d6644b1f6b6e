import type { Command } from '../command.ts';

/** What the exit codes of a run mean. */
export const RUN_EXITS: Command['exits'] = {
  0: 'all is as desired',
  1: 'differences (plan), or new foreign rows (apply)',
  3: 'a cluster ended other than inSync, drifted, changed or healthy',
  4: 'halted by the failure budget, stopped or left, or another run holds the lease',
};
