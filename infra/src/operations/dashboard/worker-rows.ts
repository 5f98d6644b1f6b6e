import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Stats, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { errorShare, type WatchedWorker } from '../worker-alarms.ts';

const period = Duration.minutes(5);

/** How the functions fare: errors, time, and how many run at once. */
export function workerRows(workers: readonly WatchedWorker[]): readonly (readonly IWidget[])[] {
  const labelled = workers.map((one) => ({ ...one, label: `${one.machine} ${one.worker}` }));
  return [
    [
      new GraphWidget({
        title: 'Workers: share of calls that throw, %',
        left: workers.map((one) => errorShare(one)),
        leftYAxis: { min: 0, max: 100 },
        width: 8,
      }),
      new GraphWidget({
        title: 'Workers: time of a call, ms (p95)',
        left: labelled.map(({ label, function: called }) =>
          called.metricDuration({ label, period, statistic: Stats.p(95) }),
        ),
        width: 8,
      }),
      new GraphWidget({
        title: 'Workers: calls, and calls turned away',
        left: labelled.map(({ label, function: called }) => called.metricInvocations({ label, period })),
        right: labelled.map(({ label, function: called }) =>
          called.metricThrottles({ label: `${label} turned away`, period }),
        ),
        width: 8,
      }),
    ],
  ];
}
