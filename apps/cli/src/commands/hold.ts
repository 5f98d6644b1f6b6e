import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { heldText, holdsOn, type Mark } from '../hold/held.ts';
import { aCluster, flag, requiredText } from '../options.ts';
import { plural } from '../output/plural.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { catalogClusters } from '../selection/catalog-clusters.ts';
import { namedClusters } from '../selection/select.ts';
import { storeOption, withStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { whoOf } from '../who.ts';

export const hold = command({
  operands: [{ name: '<clusters...>', summary: 'names or ARNs', check: aCluster }],
  options: {
    ...storeOption,
    reason: requiredText('--reason <text>', 'why; shown by roster status'),
    replace: flag('--replace', 'replace the hold that a cluster has already: its reason is then gone'),
  },
  exits: { 0: 'held' },
  notes: `No apply writes to a cluster that is held; plan and verify still look at it, and principals under denied are
removed all the same. A cluster that is held already keeps its hold, and the command ends with 2 and changes
nothing, unless --replace is given.`,
  run: ({ io, out }, { options, operands }) =>
    withStore(io, options.store, async (store) => {
      const by = await whoOf(io, store);
      const clusters = namedClusters(await catalogClusters(store), operands);
      const before = await holdsOn(
        store,
        clusters.map(({ arn }) => arn),
      );
      const standing = before.flatMap(({ cluster, hold: mark }) =>
        mark === null ? [] : [{ cluster, mark }],
      );
      if (standing.length > 0 && !options.replace) throw new UsageError(alreadyHeld(standing));
      const mark = { by, reason: options.reason, at: io.now().toISOString() };
      for (const { arn } of clusters) await store.journal.patchStatus(arn, { hold: mark });
      const held = before.map(({ cluster, hold: replaced }) => ({ cluster, hold: mark, replaced }));
      out.result(held, (value) =>
        [
          `${plural(value.length, 'cluster')} held: no apply writes there until roster release`,
          ...value.map(({ cluster, replaced }) => {
            const was = replaced === null ? '' : `; it was ${heldText(replaced)}`;
            return `  ${clusterLabel(cluster)}${was}`;
          }),
        ].join('\n'),
      );
      return EXIT.ok;
    }),
});

const alreadyHeld = (standing: readonly { readonly cluster: string; readonly mark: Mark }[]): string =>
  [
    ...standing.map(({ cluster, mark }) => `${clusterLabel(cluster)} is ${heldText(mark)}`),
    'nothing was changed: --replace puts the new reason in place of the old one, and roster release ends a hold',
  ].join('\n');
