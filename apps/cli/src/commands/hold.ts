import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { requiredText } from '../options.ts';
import { plural } from '../output/plural.ts';
import { catalogClusters } from '../selection/catalog-clusters.ts';
import { oneCluster } from '../selection/select.ts';
import { storeOption, withStore } from '../store.ts';

export const hold = command({
  operands: [{ name: '<clusters...>', summary: 'names or ARNs' }],
  options: { ...storeOption, reason: requiredText('--reason <text>', 'why; shown by roster status') },
  exits: { 0: 'held' },
  run: ({ io, out }, { options, operands }) =>
    withStore(io, options.store, async (store) => {
      const clusters = await catalogClusters(store);
      const held = operands.map((name) => oneCluster(clusters, name).arn);
      const mark = { by: io.user, reason: options.reason, at: io.now().toISOString() };
      for (const arn of held) await store.journal.patchStatus(arn, { hold: mark });
      out.result(
        held,
        () => `${plural(held.length, 'cluster')} held: no apply writes there until roster release`,
      );
      return EXIT.ok;
    }),
});
