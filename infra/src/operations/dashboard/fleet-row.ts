import { METRICS } from '@roster/workflow/deployment';
import {
  AlarmStatusWidget,
  GraphWidget,
  GraphWidgetView,
  SingleValueWidget,
  type IAlarm,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { clustersByOutcome, measured } from '../measures.ts';

/** Is the fleet right, and since when not: right or not, oldest drift, clusters by outcome; then the same over time. */
export function fleetRows(prefix: string, alarms: readonly IAlarm[]): readonly (readonly IWidget[])[] {
  const drift = measured(prefix, METRICS.oldestDrift);
  return [
    [
      new AlarmStatusWidget({
        title: 'Is the fleet right? (red: no, see the runbook)',
        alarms: [...alarms],
        width: 12,
        height: 5,
      }),
      new SingleValueWidget({
        title: 'Since when not: oldest drift, hours',
        metrics: [drift.with({ label: 'hours' })],
        sparkline: true,
        width: 4,
        height: 5,
      }),
      new SingleValueWidget({
        title: 'Clusters by outcome, now',
        metrics: [clustersByOutcome(prefix)],
        width: 8,
        height: 5,
      }),
    ],
    [
      new GraphWidget({
        title: 'Clusters by outcome',
        view: GraphWidgetView.TIME_SERIES,
        stacked: true,
        left: [clustersByOutcome(prefix)],
        width: 12,
      }),
      new GraphWidget({
        title: 'Drift: clusters, and the hours of the oldest',
        left: [measured(prefix, METRICS.drifted).with({ label: 'clusters' })],
        right: [drift.with({ label: 'hours of the oldest' })],
        width: 6,
      }),
      new GraphWidget({
        title: 'Rows nobody asked for: new foreign, privileged foreign, past their until',
        left: [
          measured(prefix, METRICS.newForeignRows).with({ label: 'new foreign' }),
          measured(prefix, METRICS.foreignPrivileged).with({ label: 'privileged foreign' }),
          measured(prefix, METRICS.pastUntil).with({ label: 'past until' }),
        ],
        width: 6,
      }),
    ],
  ];
}
