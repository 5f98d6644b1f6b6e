import { writesClusters } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import type { OfExecution } from './ended-execution.ts';
import { whyUntold } from './why-untold.ts';

/**
 * Ends what OpenRun never let in: there is no header, or one that is in the hands of another execution and stays as it
 * is. Gives back the lease where this very execution holds it, and tells; what hinders the telling is returned. A
 * preview is nobody's news.
 */
export async function turnAway(
  { run, mode, who, execution, preview }: OfExecution,
  error: string,
  { journal, events, clock }: ReportDeps,
): Promise<Error | undefined> {
  if (writesClusters(mode)) await journal.releaseLease({ run, execution });
  if (preview === true) return undefined;
  const about = { run, mode, who, at: clock().toISOString() };
  const news = { ...about, state: 'failed', healthy: false, error, worse: [], foreign: [] } as const;
  return whyUntold(async () => events?.tell(news));
}
