import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { fleetStatus, renderStatus } from '../status/fleet-status.ts';
import { storeOption, withStore } from '../store.ts';

export const status = command({
  options: storeOption,
  exits: { 0: 'the fleet is right', 1: 'clusters need someone' },
  run: ({ io, out }, { options }) =>
    withStore(io, options.store, async ({ journal }) => {
      const found = await fleetStatus(journal, io.now());
      out.result(found, renderStatus);
      return found.right ? EXIT.ok : EXIT.differs;
    }),
});
