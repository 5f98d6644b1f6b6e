import { METRICS } from '@roster/workflow/deployment';
import { ASSUMED } from './assumptions.ts';
import { takenBy } from './measured.ts';
import { quantitiesOfRun } from './of-run.ts';
import { add, times, type Quantities } from './prices.ts';

/** A month in which a plan runs every hour, and finds all in sync. */
export interface MonthQuantities {
  readonly runs: Quantities;
  readonly kept: Quantities;
  /** What stands there whether a run comes or not. */
  readonly standing: Quantities;
}

export function quantitiesOfMonth(clusters: number): MonthQuantities {
  const { stateMachine, functions, tables, logs } = quantitiesOfRun(clusters, 'inSync');
  return {
    runs: times(ASSUMED.hoursOfMonth, add(stateMachine, functions, tables, logs)),
    kept: kept(clusters),
    standing: STANDING,
  };
}

/** What OpenRun writes for each run stays for 14 days; an item is billed by the KB when it is written. */
function kept(clusters: number): Quantities {
  const { writeUnits } = takenBy('inSync', 'OpenRun', clusters);
  const gb = (writeUnits * 1024 * 24 * ASSUMED.daysKept) / 1e9;
  return { tableGbMonth: gb, recoveryGbMonth: gb };
}

/**
 * Of both machines: metrics (ten outcomes have one each), alarms by the metrics that they look at, and two keys, the
 * topic's and the customer's own for the tables. A test counts the first two.
 */
const STANDING: Quantities = {
  metricMonth: Object.keys(METRICS).length - 1 + 10,
  // Ten look at one metric; each of ten functions has errors, calls and throttles.
  alarmMetricMonth: 10 + 10 * 3,
  compositeAlarmMonth: 1,
  dashboardMonth: 1,
  keyMonth: 2,
};
