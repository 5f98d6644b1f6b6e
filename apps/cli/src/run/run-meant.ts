import type { Journal } from '@roster/reconcile';
import { UsageError } from '../usage-error.ts';

/** The run that was named, else the latest. UsageError where there is none yet. */
export async function runMeant(
  journal: Pick<Journal, 'listRuns'>,
  [named]: readonly string[],
): Promise<string> {
  const run = named ?? (await journal.listRuns(1))[0]?.run;
  if (run === undefined) throw new UsageError('no run yet: roster plan starts one');
  return run;
}
