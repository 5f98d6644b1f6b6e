import { METRICS } from '@roster/workflow/deployment';
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  MathExpression,
  TreatMissingData,
  type IAlarm,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { measured } from './measures.ts';
import { MOST_QUIET_HOURS, quietHoursOf } from './quiet-hours.ts';
import { describeIntent, tellTopic, type Intent } from './runbook-alarm.ts';

export interface NoRunProps {
  readonly prefix: string;
  readonly topic: ITopic;
  /** Of the plan machine, as EventBridge Scheduler takes it. */
  readonly planSchedule: string;
  readonly quietHours?: number;
}

const INTENT: Intent = {
  severity: 'high',
  impact: 'The schedule has died: nobody looks at the fleet, and every other alarm is blind.',
  runbook: 'No run for too long',
};

/**
 * The alarm on runs that do not come any more. It is made of two, neither of which alarms anybody by itself:
 *
 * - `silent`: no run has ended for so many hours. A new deployment has had none either, and an alarm that takes missing
 *   data for bad rings within minutes of its creation.
 * - `runs seen`: OK once two runs have ended, and for ever after, since it ignores missing data; until then it has
 *   insufficient data, in which every alarm begins (Amazon CloudWatch User Guide, "Configuring how CloudWatch alarms
 *   treat missing data"). The second run and not the first, for by then `silent` has long heard of the first: two alarms
 *   on one metric are not evaluated at one moment. DIFF_TIME has no value for the first point of a series ("Using math
 *   expressions with CloudWatch metrics").
 *
 * What it does not see, a schedule that never came to a second run: what the schedule cannot start is in the queue of
 * undelivered events, which has an alarm of its own, and what ends badly is a failed run.
 */
export class NoRun extends Construct {
  readonly alarm: IAlarm;

  constructor(scope: Construct, id: string, props: NoRunProps) {
    super(scope, id);
    const { prefix, topic, planSchedule, quietHours } = props;
    const ended = measured(prefix, METRICS.runsEnded, Duration.hours(1));
    const name = `${prefix}-no-run`;
    const silent = new Alarm(this, 'Silent', {
      alarmName: `${name}-silent`,
      alarmDescription: `No run has ended for so long. Part of ${name}, which tells people`,
      metric: ended,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: quietHours ?? quietHoursOf(planSchedule),
      treatMissingData: TreatMissingData.BREACHING,
    });
    const seen = new Alarm(this, 'RunsSeen', {
      alarmName: `${name}-runs-seen`,
      alarmDescription: `OK from the second run on. Part of ${name}, which tells people`,
      metric: new MathExpression({
        expression: 'DIFF_TIME(ended)',
        usingMetrics: { ended },
        label: 'seconds between two runs',
        period: Duration.hours(1),
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: MOST_QUIET_HOURS,
      treatMissingData: TreatMissingData.IGNORE,
    });
    const composite = new CompositeAlarm(this, 'Alarm', {
      compositeAlarmName: name,
      alarmDescription: describeIntent(INTENT),
      alarmRule: AlarmRule.allOf(
        AlarmRule.fromAlarm(silent, AlarmState.ALARM),
        AlarmRule.fromAlarm(seen, AlarmState.OK),
      ),
    });
    tellTopic(composite, topic);
    this.alarm = composite;
  }
}
