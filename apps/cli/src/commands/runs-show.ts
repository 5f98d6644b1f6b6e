import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { flag } from '../options.ts';
import { needsSomeone } from '../report/attention.ts';
import { collectRun } from '../report/collect-run.ts';
import { renderNeedy, renderRun } from '../report/render-run.ts';
import { detailsFor, listEnd } from '../run/report-run.ts';
import { runMeant } from '../run/run-meant.ts';
import { storeOption, readStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';

export const runsShow = command({
  operands: [{ name: '[run]', summary: 'its id, as roster runs lists it; default: the latest' }],
  options: {
    ...storeOption,
    attention: flag('--attention', 'only the clusters that need a person, all of them, the worst first'),
    all: flag('--all-changes', 'list the changes of every cluster, however many'),
  },
  exits: { 0: 'shown' },
  run: (context, { options, operands }) =>
    readStore(context.io, options.store, async ({ journal }) => {
      const { attention, all } = options;
      const run = await runMeant(journal, operands);
      const header = await journal.findRun(run);
      if (header === undefined) throw new UsageError(`there is no run ${run}: roster runs lists them`);
      const report = await collectRun(journal, header, detailsFor(context, { all: all || attention }));
      const shown = attention ? { ...report, results: report.results.filter(needsSomeone) } : report;
      // The sums of the text are those of all clusters.
      context.out.result(shown, (_, paint) =>
        attention ? renderNeedy(report, paint) : renderRun(report, paint, listEnd(report, all)),
      );
      return EXIT.ok;
    }),
});
