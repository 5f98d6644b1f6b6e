import { foreignMarks, type ForeignPrivilege } from '@roster/access';
import type { ClusterStatus, Finding, StatusPatch } from '../ports/index.ts';
import { sameList } from './owned-rows.ts';
import type { Visit } from './visit.ts';

/** Foreign rows as they are remembered in the status, so that the next run can tell the new ones. */
export const foreignSeen = ({ changeSet, privileged }: Finding): readonly string[] =>
  foreignMarks(changeSet.foreign, privileged);

/** What is named in the status for as long as it stands. */
export function privilegeThatStands(privileged: readonly ForeignPrivilege[]): StatusPatch {
  return { privileged: privileged.length === 0 ? null : privileged };
}

/** Since when the cluster differs from what is asked for: since it was first seen to. */
export function driftOf({ deps }: Visit, { driftSince }: ClusterStatus, differs: boolean): StatusPatch {
  return { driftSince: differs ? (driftSince ?? deps.clock().toISOString()) : null };
}

/** Writes what differs from the status that was read; makes no call when nothing does, nor for a preview. */
export async function remember(
  { deps, target, task }: Visit,
  status: ClusterStatus,
  patch: StatusPatch,
): Promise<void> {
  if (task.preview === true) return;
  const fields = Object.entries(patch) as [keyof StatusPatch, unknown][];
  const fresh = fields.filter(([name, value]) => !same(status[name] ?? null, value));
  if (fresh.length > 0) await deps.journal.patchStatus(target.cluster.arn, Object.fromEntries(fresh));
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b);
  return JSON.stringify(a) === JSON.stringify(b);
}
