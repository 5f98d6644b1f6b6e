import { foreignFindings } from '@roster/access';
import type { ClusterStatus, Finding, StatusPatch } from '../ports/index.ts';
import { sameSet } from './owned-rows.ts';
import type { Visit } from './visit.ts';

/** Foreign rows as they are remembered in the status, so that the next run can tell the new ones. */
export const foreignSeen = ({ changeSet }: Finding): readonly string[] => foreignFindings(changeSet).seen;

/** Writes what differs from the status that was read; makes no call when nothing does. */
export async function remember(
  { deps, target }: Visit,
  status: ClusterStatus,
  patch: StatusPatch,
): Promise<void> {
  const fields = Object.entries(patch) as [keyof StatusPatch, unknown][];
  const fresh = fields.filter(([name, value]) => !same(status[name] ?? null, value));
  if (fresh.length > 0) await deps.journal.patchStatus(target.cluster.arn, Object.fromEntries(fresh));
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return sameSet(a as string[], b as string[]);
  return JSON.stringify(a) === JSON.stringify(b);
}
