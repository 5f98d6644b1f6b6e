import { isGood } from '@roster/access';
import { EXIT, worst } from '../exits.ts';
import type { ExitCode } from '../exits.ts';
import type { RunReport } from './run-report.ts';

/** Errors that end a run before its end, though nothing broke: Ctrl-C, and another run that took the lease. */
const STOPS: readonly string[] = ['stopped', 'leaseHeld'];

/** The exit code that a run's report stands for (the table; the higher outranks the lower). */
export function exitOfRun(report: RunReport): ExitCode {
  const bad = report.results.some(({ outcome }) => outcome === 'pending' || !isGood(outcome));
  const differs = report.results.some(({ outcome }) => outcome === 'drifted');
  const found = report.rows.newForeign + report.rows.newPrivileged > 0;
  return worst([
    differs || found ? EXIT.differs : EXIT.ok,
    bad || report.state === 'failed' ? EXIT.cluster : EXIT.ok,
    report.state === 'halted' || STOPS.includes(report.error) ? EXIT.halted : EXIT.ok,
  ]);
}
