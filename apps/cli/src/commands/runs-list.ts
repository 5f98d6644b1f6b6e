import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { countsLine } from '../report/outcome-word.ts';
import { storeOption, withStore } from '../store.ts';

const SHOWN = 20;

export const runsList = command({
  options: storeOption,
  exits: { 0: 'listed' },
  run: ({ io, out }, { options }) =>
    withStore(io, options.store, async ({ journal }) => {
      out.result(await journal.listRuns(SHOWN), (runs, paint) =>
        runs.length === 0
          ? 'no run yet'
          : table(
              runs.map(({ run, mode, clusters, revision, who, closed }) => [
                run,
                mode,
                closed?.state ?? 'open',
                plural(clusters, 'cluster'),
                paint('dim', `revision ${safe(revision)} by ${safe(who)}`),
                countsLine(closed?.counts ?? {}, paint),
              ]),
            ),
      );
      return EXIT.ok;
    }),
});
