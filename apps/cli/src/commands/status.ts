import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { fleetStatus } from '../status/fleet-status.ts';
import { renderStatus } from '../status/render-status.ts';
import { storeOption, readStore } from '../store.ts';

export const status = command({
  options: storeOption,
  exits: { 0: 'the fleet is right', 1: 'clusters need a person, wait for an apply, or were never checked' },
  run: ({ io, out }, { options }) =>
    readStore(io, options.store, async ({ journal, catalog }) => {
      const now = io.now();
      const current = await catalog.read();
      const clusters = current && new Set(current.fleet.clusters.map(({ arn }) => arn));
      const found = await fleetStatus(journal, { revision: current?.id ?? '', clusters, now });
      out.result(found, (value, paint) => renderStatus(value, paint, now));
      return found.right ? EXIT.ok : EXIT.differs;
    }),
});
