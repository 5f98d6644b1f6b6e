import {
  Alarm,
  ComparisonOperator,
  type AlarmBase,
  type IMetric,
  type TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What an alarm asks of whoever hears it. */
export const SEVERITIES = { high: 'wake somebody', medium: 'look today', low: 'look this week' } as const;
export type Severity = keyof typeof SEVERITIES;

/** The page of runbooks that alarms point to, from the root of the repository. */
export const ALARMS_PAGE = 'infra/runbooks/alarms.md';

/** What an alarm tells a person: none of it can be left out. */
export interface Intent {
  readonly severity: Severity;
  /** What it means for the people who work with the clusters, in a sentence. */
  readonly impact: string;
  /** The heading of `infra/runbooks/alarms.md` that says what to do. */
  readonly runbook: string;
}

export interface RunbookAlarmProps extends Intent {
  /** The whole name, prefix included: it is the subject of the mail. */
  readonly name: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Default: at the threshold or above. */
  readonly comparison?: ComparisonOperator;
  /** How many periods of the metric have to breach, one after the other. Default 1. */
  readonly periods?: number;
  readonly missing: TreatMissingData;
  readonly topic: ITopic;
  /** Something that happened and is over at once: its end is no news. */
  readonly momentary?: boolean;
}

/** An alarm that says how bad it is, whom it hurts, and where it is written what to do. */
export class RunbookAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: RunbookAlarmProps) {
    super(scope, id);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: props.name,
      alarmDescription: describeIntent(props),
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: props.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.missing,
    });
    tellTopic(this.alarm, props.topic, props.momentary);
  }
}

/** Makes an alarm mail when it rings, and when it ends unless that is no news. */
export function tellTopic(alarm: AlarmBase, topic: ITopic, momentary = false): void {
  const tell = new SnsAction(topic);
  alarm.addAlarmAction(tell);
  if (!momentary) alarm.addOkAction(tell);
}

/** The description of an alarm: how bad it is, whom it hurts, where it is written what to do. */
export function describeIntent({ severity, impact, runbook }: Intent): string {
  return [
    `Severity: ${severity} (${SEVERITIES[severity]})`,
    `Impact: ${impact}`,
    `Runbook: ${ALARMS_PAGE}#${anchorOf(runbook)}`,
  ].join('\n');
}

/** The anchor that GitHub and most others give a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
