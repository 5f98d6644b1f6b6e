import type { Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exits.ts';
import type { ListEnd } from '../report/list-end.ts';
import { renderRun } from '../report/render-run.ts';
import { exitOfRun } from '../report/run-exit.ts';
import type { RunReport } from '../report/run-report.ts';

const SHOWN = 10;
/** Of so many clusters of each outcome the changes are read, to find those alike. */
const READ = 500;

interface Wanted {
  readonly all: boolean;
}

/** For how many clusters of each outcome a report needs the changes. */
export const detailsFor = ({ out }: Context, { all }: Wanted): number =>
  out.format === 'json' || all ? Infinity : READ;

/** How much of each list of a report is shown. */
export const listEnd = ({ run }: RunReport, all: boolean): ListEnd =>
  all ? { limit: Infinity, whole: '' } : { limit: SHOWN, whole: `roster runs show ${run} --all-changes` };

/** Prints a run's report; its exit code. Without one the user has left the run, and knows not how it ends. */
export function endedAs({ out }: Context, report: RunReport | undefined, { all }: Wanted): ExitCode {
  if (report === undefined) return EXIT.halted;
  out.result(report, (value, paint) => renderRun(value, paint, listEnd(value, all)));
  return exitOfRun(report);
}
