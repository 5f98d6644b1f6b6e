import type { Outcome } from '@roster/access';
import type { ClusterStatus, FleetStanding } from '../ports/index.ts';

const HOUR = 3_600_000;

/** How clusters stand at `now`, by what is known of each: clusters by outcome, how many drift, for how long, and privilege. */
export function standingOf(statuses: readonly ClusterStatus[], now: Date): Omit<FleetStanding, 'pastUntil'> {
  const counts: Partial<Record<Outcome['kind'], number>> = {};
  for (const { outcome } of statuses) {
    if (outcome !== undefined) counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
  }
  const drifting = statuses.flatMap(({ driftSince }) => (driftSince === undefined ? [] : [driftSince]));
  const [oldest] = drifting.toSorted();
  const hours = oldest === undefined ? 0 : (now.getTime() - Date.parse(oldest)) / HOUR;
  const privileged = statuses.reduce((sum, status) => sum + (status.privileged?.length ?? 0), 0);
  return { counts, drifted: drifting.length, oldestDriftHours: Math.max(0, hours), privileged };
}
