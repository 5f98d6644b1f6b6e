import { Fault, type RunInput } from '@roster/workflow';
import { createHash } from 'node:crypto';

/** An instant as run ids begin with it, to the millisecond: 20261124T081230900Z. A later run sorts behind. */
export const stampOf = (at: Date): string => at.toISOString().replace(/[-:.]/g, '');

/** A run's id for someone who starts one: sorts by time; `random` (from 0 up to 1) tells two of one instant apart. */
export function newRunId(now: Date, random: number): string {
  return `${stampOf(now)}-${Math.floor(random * 36 ** 4)
    .toString(36)
    .padStart(4, '0')}`;
}

/**
 * The run that an execution belongs to: as the starter chose, else made of when the schedule fired and of the id of
 * that firing, the same at every retry. Throws BadInputFault where neither is given.
 */
export function runIdOf({ run, scheduleId, scheduledAt }: RunInput): string {
  if (run !== undefined) return run;
  if (scheduledAt === undefined || scheduleId === undefined) {
    throw new Fault(
      'BadInputFault',
      'the execution was started with neither run nor scheduledAt and scheduleId: pass run',
    );
  }
  const suffix = createHash('sha256').update(scheduleId).digest('hex').slice(0, 8);
  return `${stampOf(new Date(scheduledAt))}-${suffix}`;
}

/** So far ahead of ours may the clock be of whoever starts a run, in ms. */
const AHEAD = 60 * 60_000;

/**
 * Runs are in the order of their ids: what a later one has reported of a cluster, no earlier one overwrites. Throws
 * BadInputFault for an id that is not made as `newRunId` makes it, or that would be the latest for a long time.
 */
export function assertOfNow(run: string, now: Date): void {
  const stamp = /^(\d{8}T\d{6,9}Z)-[\w.-]+$/.exec(run)?.[1];
  if (stamp !== undefined && stamp <= stampOf(new Date(now.getTime() + AHEAD))) return;
  throw new Fault(
    'BadInputFault',
    `run ${run}: an id begins with the time at which the run is started, such as ${newRunId(now, 0)}; pass one like it, or none`,
  );
}
