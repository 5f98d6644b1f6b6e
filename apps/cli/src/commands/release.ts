import { parseClusterArn } from '@roster/access';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { plural } from '../output/plural.ts';
import { catalogClusters } from '../selection/catalog-clusters.ts';
import { oneCluster } from '../selection/select.ts';
import { storeOption, withStore } from '../store.ts';

export const release = command({
  operands: [{ name: '<clusters...>', summary: 'names or ARNs' }],
  options: storeOption,
  exits: { 0: 'released' },
  run: ({ io, out }, { options, operands }) =>
    withStore(io, options.store, async (store) => {
      const clusters = await catalogClusters(store);
      // An ARN is enough: a cluster that has left the catalog may be held still.
      const released = operands.map((name) =>
        parseClusterArn(name) ? name : oneCluster(clusters, name).arn,
      );
      for (const arn of released) await store.journal.patchStatus(arn, { hold: null });
      out.result(released, () => `${plural(released.length, 'cluster')} released`);
      return EXIT.ok;
    }),
});
