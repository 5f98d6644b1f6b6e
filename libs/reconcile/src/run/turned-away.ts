import { writesClusters } from '@roster/workflow';
import type { ReportDeps } from '../deps.ts';
import type { RunHeader } from '../ports/index.ts';
import type { OfExecution } from './ended-execution.ts';
import { whyUntold } from './why-untold.ts';

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
  const about = { run, mode, who, at: clock().toISOString() };
  const news = { ...about, state: 'failed', healthy: false, error, worse: [], foreign: [] } as const;
  return whyUntold(async () => events?.tell(news));
}
