import { matches, standingOf, type Cluster, type Grant } from '@roster/access';
import { readRevision } from '../catalog/revision.ts';
import { renderClusters, renderGrants, type ListedGrant } from '../catalog/render-list.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import type { Io } from '../io.ts';
import { filesOption, readFleet } from '../run/fleet-files.ts';
import { chosenOf, selectionOptions } from '../selection/select.ts';
import { storeOption, readStore } from '../store.ts';

export const catalogList = command({
  operands: [
    {
      name: '[what]',
      summary: 'clusters (the default) or grants',
      check: (value) =>
        value === 'clusters' || value === 'grants' ? undefined : 'is neither clusters nor grants',
    },
  ],
  options: { ...selectionOptions, ...filesOption, ...storeOption },
  exits: { 0: 'listed' },
  notes: `With a selection (-l, --cluster, --account, --region): those clusters, or the grants that reach one of them.`,
  run: async ({ io, out }, { options, operands: [what = 'clusters'] }) => {
    const { files, store } = options;
    const fleet =
      files.length > 0
        ? await readFleet(io, files)
        : await readStore(io, store, async (opened) => (await readRevision(opened, undefined)).fleet);
    const chosen = chosenOf(fleet.clusters, options);
    if (what === 'clusters') out.result(chosen, renderClusters);
    else {
      const all = chosen.length === fleet.clusters.length;
      const grants = fleet.grants.map((grant) => listed(io, grant, chosen));
      out.result(all ? grants : grants.filter(({ reaches }) => reaches > 0), renderGrants);
    }
    return EXIT.ok;
  },
});

/** A grant, how many of these clusters its selector matches, and whether it still gives anything. */
const listed = (io: Io, grant: Grant, clusters: readonly Cluster[]): ListedGrant => ({
  ...grant,
  reaches: clusters.filter((cluster) => matches(grant.clusters, cluster)).length,
  standing: standingOf(grant, io.now()),
});
