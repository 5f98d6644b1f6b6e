import { parseClusterArn } from '@roster/access';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { heldText, holdsOn, type Held } from '../hold/held.ts';
import { aCluster } from '../options.ts';
import { plural } from '../output/plural.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { catalogClusters } from '../selection/catalog-clusters.ts';
import { namedClusters } from '../selection/select.ts';
import { storeOption, withStore, type Store } from '../store.ts';
import { whoOf } from '../who.ts';

export const release = command({
  operands: [{ name: '<clusters...>', summary: 'names or ARNs', check: aCluster }],
  options: storeOption,
  exits: { 0: 'released, or there was no hold to end' },
  run: ({ io, out }, { options, operands }) =>
    withStore(io, options.store, async (store) => {
      const by = await whoOf(io, store);
      const before = await holdsOn(store, await arnsOf(store, operands));
      const mark = { by, at: io.now().toISOString() };
      for (const { cluster, hold } of before) {
        if (hold !== null) await store.journal.patchStatus(cluster, { hold: null, released: mark });
      }
      const released = before.map(({ cluster, hold }) => ({ cluster, released: hold }));
      out.result(released, () => render(before));
      return EXIT.ok;
    }),
});

/** An ARN is enough: a cluster that has left the catalog may be held still. */
async function arnsOf(store: Store, operands: readonly string[]): Promise<readonly string[]> {
  const [arns, names] = [operands.filter(isArn), operands.filter((name) => !isArn(name))];
  const clusters = names.length === 0 ? [] : namedClusters(await catalogClusters(store), names);
  return [...new Set([...clusters.map(({ arn }) => arn), ...arns])];
}

const isArn = (name: string): boolean => parseClusterArn(name) !== undefined;

function render(before: readonly Held[]): string {
  const held = before.filter(({ hold }) => hold !== null);
  const lines = before.map(
    ({ cluster, hold }) => `  ${clusterLabel(cluster)}: ${hold === null ? 'was not held' : heldText(hold)}`,
  );
  const sum =
    held.length === 0
      ? 'no cluster was held: nothing to release'
      : `${plural(held.length, 'cluster')} released`;
  return [sum, ...lines].join('\n');
}
