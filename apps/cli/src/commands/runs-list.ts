import { lastInstant } from '@roster/access';
import { runStamp, type RunHeader, type RunRange } from '@roster/reconcile';
import { reasonOf } from '@roster/workflow';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { count, text, type Check } from '../options.ts';
import { renderRuns } from '../report/render-runs.ts';
import { storeOption, readStore } from '../store.ts';
import { UsageError } from '../usage-error.ts';

const SHOWN = 20;

const aTime: Check = (value) =>
  lastInstant(value) === undefined
    ? 'is no date or time such as 2026-11-24 or 2026-11-24T08:00Z (UTC unless it says otherwise)'
    : undefined;
const aRun: Check = (value) =>
  /^\d{8}T\d{6,9}Z-/.test(value) ? undefined : 'is not the id of a run, which begins with its time';

export const runsList = command({
  options: {
    ...storeOption,
    since: text('--since <time>', 'runs started at this date or time, or later', aTime),
    until: text('--until <time>', 'runs started at this date or time, or before', aTime),
    limit: count('--limit <n>', `how many runs are listed (default ${String(SHOWN)})`),
    before: text('--before <run>', 'the next page: runs started before this one', aRun),
  },
  exits: { 0: 'listed' },
  notes: 'The newest run stands first. Times are UTC.',
  run: ({ io, out }, { options }) =>
    readStore(io, options.store, async ({ journal }) => {
      const { limit = SHOWN } = options;
      if (limit === 0) throw new UsageError('--limit 0 lists nothing: give a number from 1 on');
      // One more shows whether there is a next page.
      const found = await journal.listRuns(limit + 1, rangeOf(options));
      const runs = found.slice(0, limit).map(asReported);
      out.result(runs, (shown, paint) => renderRuns(shown, { paint, hasMore: found.length > limit }));
      return EXIT.ok;
    }),
});

interface Range {
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly before: string | undefined;
}

function rangeOf({ since, until, before }: Range): RunRange {
  const ends = [
    ...(before === undefined ? [] : [before]),
    ...(until === undefined ? [] : [runStamp(new Date((lastInstant(until) ?? 0) + 1))]),
  ].sort();
  return {
    ...(since === undefined ? {} : { from: runStamp(new Date(firstInstant(since))) }),
    ...(ends[0] === undefined ? {} : { before: ends[0] }),
  };
}

/** A date begins at midnight. */
const firstInstant = (time: string): number =>
  /^\d{4}-\d{2}-\d{2}$/.test(time) ? Date.parse(time) : (lastInstant(time) ?? 0);

/** What ended it before its end has its word, as everywhere. */
const asReported = ({ closed, ...run }: RunHeader): RunHeader => ({
  ...run,
  ...(closed === undefined
    ? {}
    : {
        closed: { ...closed, ...(closed.error === undefined ? {} : { error: reasonOf(closed.error) }) },
      }),
});
