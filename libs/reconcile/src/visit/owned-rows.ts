import type { Visit } from './observe.ts';

/**
 * The principals whose rows Roster answers for: as the status tells, else as the cluster's last write intended
 * (a status that was lost is derived again from the `WRITE#` items).
 */
export async function ownedRows({ status, admitted, deps }: Pick<Visit, 'status' | 'admitted' | 'deps'>) {
  if (status.owned !== undefined) return status.owned;
  const [last] = await deps.journal.listWrites(admitted.cluster, 1);
  return last?.ownedAfter ?? [];
}
