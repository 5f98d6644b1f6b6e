import { renderFleetFile } from '@roster/catalog';
import { readRevision } from '../catalog/revision.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { storeOption, readStore } from '../store.ts';

export const catalogPull = command({
  operands: [{ name: '[revision]', summary: 'default: the current one' }],
  options: storeOption,
  exits: { 0: 'written to stdout' },
  run: ({ io, out }, { options, operands }) =>
    readStore(io, options.store, async (store) => {
      const { id, fleet } = await readRevision(store, operands[0]);
      out.raw(renderFleetFile(fleet, ` Revision ${id}`));
      return EXIT.ok;
    }),
});
