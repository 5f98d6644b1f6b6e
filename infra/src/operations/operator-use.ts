import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField, Match, Rule, RuleTargetInput, type CfnRule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { HEARS_OF_ASSUME_ROLE, WORKER_SESSIONS } from '../operator-events.ts';
import type { MemberRoles } from '../stage.ts';
import type { AlarmSpec } from './fleet-alarms.ts';
import { ALARMS_PAGE, anchorOf } from './runbook-alarm.ts';

export interface OperatorUseProps {
  readonly prefix: string;
  readonly topic: ITopic;
  /** Where a mail goes that could not be sent. */
  readonly undelivered: IQueue;
  /** The names of the member roles. */
  readonly memberRoles: MemberRoles;
}

const HEADING = 'Operator role used';

/**
 * Hears of an operator who took a member role: each member account forwards its CloudTrail record of that AssumeRole
 * to the default bus here, and this account's own records come there by themselves, those of the workers too, if it has
 * a trail here. The message says who; the alarm, how bad.
 */
export class OperatorUse extends Construct {
  readonly alarm: AlarmSpec;

  constructor(scope: Construct, id: string, { prefix, topic, undelivered, memberRoles }: OperatorUseProps) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      description: 'An operator took a member role of Roster',
      eventPattern: {
        source: ['aws.sts'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: ['AssumeRole'],
          requestParameters: {
            roleArn: Object.values(memberRoles).flatMap((name) => Match.suffix(`:role/${name}`)),
          },
          userIdentity: { principalId: Match.anythingButWildcard(...WORKER_SESSIONS) },
        },
      },
    });
    (rule.node.defaultChild as CfnRule).state = HEARS_OF_ASSUME_ROLE;
    // What CDK adds for this target to the policies of the topic and of its key has no condition on the source: EventBridge
    // passes none (Amazon EventBridge User Guide, "Using resource-based policies", Amazon SNS: no Condition blocks). So a
    // rule of any account may send here, if its owner knows the topic's ARN: a mail more, and nothing besides.
    const text = RuleTargetInput.fromText(message());
    rule.addTarget(new SnsTopic(topic, { message: text, deadLetterQueue: undelivered }));
    this.alarm = {
      id: 'OperatorRoleUsed',
      name: `${prefix}-operator-role-used`,
      severity: 'high',
      impact: 'Somebody came into a cluster past the machine, with the rights to change who may enter it.',
      runbook: HEADING,
      metric: matched(rule),
      threshold: 1,
      missing: TreatMissingData.NOT_BREACHING,
      momentary: true,
    };
  }
}

/** EventBridge counts a rule's matches by itself: no log group has to be kept for it. */
function matched(rule: Rule): Metric {
  return new Metric({
    namespace: 'AWS/Events',
    metricName: 'MatchedEvents',
    dimensionsMap: { RuleName: rule.ruleName },
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
}

function message(): string {
  const at = (path: string) => EventField.fromPath(`$.detail.${path}`);
  return [
    `Operator role used: ${at('requestParameters.roleArn')}`,
    `session ${at('requestParameters.roleSessionName')}`,
    `by ${at('userIdentity.principalId')} of account ${at('userIdentity.accountId')}`,
    `from ${at('sourceIPAddress')} at ${at('eventTime')}.`,
    `What to do: ${ALARMS_PAGE}#${anchorOf(HEADING)}`,
  ].join(' ');
}
