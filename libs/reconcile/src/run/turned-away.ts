import { writesClusters } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import type { RunHeader } from '../ports/index.ts';
import type { OfExecution } from './ended-execution.ts';

/**
 * Ends what OpenRun never let in: there is no header, or one that belongs to other executions and stays as it is. Gives
 * back what lease there is where nobody else can hold it, and tells; what hinders the telling is returned.
 */
export async function turnAway(
  { run, mode, who }: Omit<OfExecution, 'execution'>,
  { header, error }: { readonly header: RunHeader | undefined; readonly error: string },
  { journal, events, clock }: ReportDeps,
): Promise<Error | undefined> {
  if (header === undefined && writesClusters(mode)) await journal.releaseLease(run);
  const at = clock().toISOString();
  try {
    await events?.tell({
      run,
      mode,
      who,
      at,
      state: 'failed',
      healthy: false,
      error,
      worse: [],
      foreign: [],
    });
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}
