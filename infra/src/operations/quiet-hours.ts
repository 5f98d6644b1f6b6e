const HOURS = { minute: 1 / 60, hour: 1, day: 24 } as const;

/** CloudWatch looks back seven days at most where a period is an hour or more (PutMetricAlarm, EvaluationPeriods). */
export const MOST_QUIET_HOURS = 7 * 24;

/**
 * After how many hours without the end of a run the schedule must be taken for dead: three of its beats, but three
 * hours at least and seven days at most. Of a cron expression we know no beat: 26 hours, right for any that fires
 * daily (a stage can say otherwise). Throws an Error for what EventBridge Scheduler would not take either.
 */
export function quietHoursOf(schedule: string): number {
  if (/^cron\(.+\)$/.test(schedule)) return 26;
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  if (count === undefined || !isUnit(unit)) {
    throw new Error(`'${schedule}' is no schedule: write rate(1 hour), rate(15 minutes), or cron(…)`);
  }
  return Math.min(MOST_QUIET_HOURS, Math.max(3, Math.ceil(3 * Number(count) * HOURS[unit])));
}

const isUnit = (unit: string | undefined): unit is keyof typeof HOURS =>
  unit !== undefined && Object.hasOwn(HOURS, unit);
