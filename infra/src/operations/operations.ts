import type { MachineName } from '@roster/workflow/deployment';
import { Stack } from 'aws-cdk-lib';
import { Dashboard, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { MemberRoles, Thresholds } from '../stage.ts';
import { fleetRows } from './dashboard/fleet-row.ts';
import { runRows } from './dashboard/run-rows.ts';
import { workerRows } from './dashboard/worker-rows.ts';
import { fleetAlarms, undeliveredAlarm, type AlarmSpec } from './fleet-alarms.ts';
import { NoRun } from './no-run.ts';
import { OperatorUse } from './operator-use.ts';
import { RunbookAlarm } from './runbook-alarm.ts';
import { workerAlarms, type WatchedWorker } from './worker-alarms.ts';

export interface OperationsProps extends Thresholds {
  readonly prefix: string;
  /** Who is told. */
  readonly topic: ITopic;
  /** What could not be delivered. */
  readonly undelivered: IQueue;
  /** Every worker of every machine; a `readOnly` stage has those of the plan machine alone. */
  readonly workers: readonly WatchedWorker[];
  readonly machines: Readonly<Partial<Record<MachineName, IStateMachine>>>;
  /** The names of the member roles. */
  readonly memberRoles: MemberRoles;
  /** When the plan machine runs; undefined where no schedule is on (a stand-by Region): then no run is missed. */
  readonly planSchedule: string | undefined;
}

/** Alarms, each with its runbook, and the dashboard that answers: is the fleet right, since when, what changed. */
export class Operations extends Construct {
  readonly alarms: readonly IAlarm[];

  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    const { prefix, topic, workers, driftHours = 48, leaseMinutes = 120 } = props;
    const { planSchedule, undelivered } = props;
    letAlarmsPublish(topic);
    const operatorUse = new OperatorUse(this, 'OperatorUse', props);
    const ofFleet = [
      ...fleetAlarms({ prefix, driftHours, leaseMinutes }),
      operatorUse.alarm,
      undeliveredAlarm(prefix, undelivered),
    ];
    const made = ({ id: name, ...spec }: AlarmSpec) => new RunbookAlarm(this, name, { ...spec, topic }).alarm;
    const noRun =
      planSchedule === undefined ? [] : [new NoRun(this, 'NoRun', { ...props, planSchedule }).alarm];
    const fleet = ofFleet.map(made);
    this.alarms = [...noRun, ...fleet, ...workerAlarms(prefix, workers).map(made)];
    new Dashboard(this, 'Dashboard', {
      // The dashboards of an account are global (Amazon CloudWatch User Guide, "Using Amazon CloudWatch dashboards").
      dashboardName: `${prefix}-${Stack.of(this).region}`,
      widgets: [...fleetRows(prefix, this.alarms), ...runRows(props), ...workerRows(workers)].map((row) => [
        ...row,
      ]),
    });
  }
}

/**
 * A topic with a policy of its own (a rule's target makes one) has lost the one that lets the account's alarms in
 * (Amazon SNS Developer Guide, "Example cases for access control": the default policy is replaced whole).
 */
function letAlarmsPublish(topic: ITopic): void {
  const cloudwatch = new ServicePrincipal('cloudwatch.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } },
  });
  topic.grantPublish(cloudwatch);
}
