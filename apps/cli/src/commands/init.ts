import { exampleFleet } from '@roster/catalog';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';

export const init = command({
  options: {},
  exits: { 0: 'written to stdout' },
  notes: 'Example: roster init > fleet.yaml',
  run: ({ out }) => {
    out.raw(exampleFleet());
    return Promise.resolve(EXIT.ok);
  },
});
