import { command } from '../command.ts';
import { watchRun } from '../cloud/watch-run.ts';
import { flag } from '../options.ts';
import { RUN_EXITS } from '../run/exits.ts';
import { detailsFor, endedAs } from '../run/report-run.ts';
import { runMeant } from '../run/run-meant.ts';
import { storeOption, withStore } from '../store.ts';

export const runsWatch = command({
  operands: [{ name: '[run]', summary: 'its id, as roster runs lists it; default: the latest' }],
  options: {
    ...storeOption,
    all: flag('--all-changes', 'list the changes of every cluster, however many'),
  },
  exits: RUN_EXITS,
  notes: 'Ctrl-C ends the watching, not the run.',
  run: (context, { options, operands }) =>
    withStore(context.io, options.store, async (store) => {
      const run = await runMeant(store.journal, operands);
      const report = await watchRun(context, { run, store, details: detailsFor(context, options) });
      return endedAs(context, report, options);
    }),
});
