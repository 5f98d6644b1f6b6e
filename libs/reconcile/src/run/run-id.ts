import { Fault, type RunInput } from '@roster/workflow';
import { createHash } from 'node:crypto';

/** An instant as run ids begin with it, to the millisecond: 20261124T081230900Z. A later run sorts behind. */
const stampOf = (at: Date): string => at.toISOString().replace(/[-:.]/g, '');

/** A run's id for someone who starts one: sorts by time; `random` (from 0 up to 1) tells two of one instant apart. */
export function newRunId(now: Date, random: number): string {
  return `${stampOf(now)}-${Math.floor(random * 36 ** 4)
    .toString(36)
    .padStart(4, '0')}`;
}

/**
 * The run that an execution belongs to: as the starter chose, else made of when the schedule fired and of its
 * execution's id, the same at every retry. Throws BadInputFault where neither is given.
 */
export function runIdOf({ run, execution, scheduledAt }: RunInput): string {
  if (run !== undefined) return run;
  if (scheduledAt === undefined) {
    throw new Fault(
      'BadInputFault',
      `execution ${execution} gives neither run nor scheduledAt: pass one of them`,
    );
  }
  const suffix = createHash('sha256').update(execution).digest('hex').slice(0, 8);
  return `${stampOf(new Date(scheduledAt))}-${suffix}`;
}
