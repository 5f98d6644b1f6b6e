import { METRICS } from '@roster/workflow/deployment';
import { Duration } from 'aws-cdk-lib';
import { Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { measured } from './measures.ts';
import type { RunbookAlarmProps } from './runbook-alarm.ts';

export type AlarmSpec = Omit<RunbookAlarmProps, 'topic'> & { readonly id: string };

export interface FleetAlarmProps {
  readonly prefix: string;
  readonly driftHours: number;
  readonly leaseMinutes: number;
}

/** Between two runs things stand as the last one found them. */
const missing = TreatMissingData.IGNORE;

/** The alarms on what runs measure. */
export function fleetAlarms(props: FleetAlarmProps): readonly AlarmSpec[] {
  return [...ofRuns(props), ...ofAccess(props)];
}

function ofRuns({ prefix, leaseMinutes }: FleetAlarmProps): readonly AlarmSpec[] {
  return [
    {
      id: 'RunFailed',
      name: `${prefix}-run-failed`,
      severity: 'high',
      impact:
        'A run ended by an error, or left clusters failed, rolled back or unheard of: access there may be wrong.',
      runbook: 'Run failed',
      metric: measured(prefix, METRICS.runsFailed),
      threshold: 1,
      missing,
    },
    {
      id: 'RunHalted',
      name: `${prefix}-run-halted`,
      severity: 'high',
      impact: 'A change did harm on several clusters and was stopped: the fleet is half old, half new.',
      runbook: 'Run halted by the failure budget',
      metric: measured(prefix, METRICS.runsHalted),
      threshold: 1,
      missing,
    },
    {
      id: 'NeverHeardFrom',
      name: `${prefix}-never-heard-from`,
      severity: 'medium',
      impact: 'Nobody knows how access stands on these clusters, and nothing corrects it there.',
      runbook: 'Clusters never heard from',
      metric: measured(prefix, METRICS.neverHeardFrom),
      threshold: 1,
      missing,
    },
    {
      id: 'LeaseHeld',
      name: `${prefix}-lease-held`,
      severity: 'medium',
      impact:
        'One run keeps all others from writing for so long that corrections, and a rollback, have to wait.',
      runbook: 'Lease held too long',
      // Told at each Gate. A lease that no Gate has renewed for 15 minutes is free (libs/reconcile): then all is well.
      metric: measured(prefix, METRICS.leaseHeld, Duration.minutes(15)),
      threshold: leaseMinutes,
      missing: TreatMissingData.NOT_BREACHING,
    },
  ];
}

function ofAccess({ prefix, driftHours }: FleetAlarmProps): readonly AlarmSpec[] {
  return [
    {
      id: 'DriftStands',
      name: `${prefix}-drift-stands`,
      severity: 'medium',
      impact:
        'Somebody has access that they should not have, or lacks what they need, and nobody corrects it.',
      runbook: 'Drift stands too long',
      metric: measured(prefix, METRICS.oldestDrift),
      threshold: driftHours,
      missing,
    },
    {
      id: 'PastUntil',
      name: `${prefix}-past-until`,
      severity: 'medium',
      impact: 'Access that was granted for a time still works after it.',
      runbook: 'Grant past its until',
      metric: measured(prefix, METRICS.pastUntil),
      threshold: 1,
      missing,
    },
  ];
}

/** The alarm on what a schedule or a rule could not deliver: it rings until somebody has taken it out of the queue. */
export const undeliveredAlarm = (prefix: string, queue: IQueue): AlarmSpec => ({
  id: 'Undelivered',
  name: `${prefix}-undelivered`,
  severity: 'high',
  impact:
    'A run was not started or not closed, or nobody was told that an operator came in past the machine.',
  runbook: 'Events not delivered',
  metric: queue.metricApproximateNumberOfMessagesVisible({
    period: Duration.minutes(5),
    statistic: Stats.MAXIMUM,
  }),
  threshold: 1,
  missing: TreatMissingData.NOT_BREACHING,
});
