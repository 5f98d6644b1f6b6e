import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { storeOption, readStore } from '../store.ts';

export const catalogRevisions = command({
  options: storeOption,
  exits: { 0: 'listed' },
  run: ({ io, out }, { options }) =>
    readStore(io, options.store, async ({ catalog }) => {
      out.result(await catalog.revisions(), (revisions, paint) =>
        revisions.length === 0
          ? 'no revision yet'
          : table(
              revisions.map(({ n, at, who, change, clusters, grants, note }) => [
                String(n),
                at,
                `${plural(clusters, 'cluster')}, ${plural(grants, 'grant')}`,
                safe(who),
                safe(change ?? ''),
                paint('dim', safe(note)),
              ]),
              { right: [0] },
            ),
      );
      return EXIT.ok;
    }),
});
