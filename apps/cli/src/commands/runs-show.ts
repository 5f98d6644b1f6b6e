import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { runMeant } from '../run/run-meant.ts';
import { collectRun } from '../report/collect-run.ts';
import { renderRun } from '../report/render-run.ts';
import { storeOption, withStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';

export const runsShow = command({
  operands: [{ name: '[run]', summary: 'its id, as roster runs lists it; default: the latest' }],
  options: storeOption,
  exits: { 0: 'shown' },
  run: ({ io, out }, { options, operands }) =>
    withStore(io, options.store, async ({ journal }) => {
      const run = await runMeant(journal, operands);
      const header = await journal.getRun(run);
      if (header === undefined) throw new UsageError(`there is no run ${run}: roster runs lists them`);
      out.result(await collectRun(journal, header), (report, paint) =>
        renderRun(report, paint, { limit: Infinity, whole: '' }),
      );
      return EXIT.ok;
    }),
});
