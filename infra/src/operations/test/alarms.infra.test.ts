import { functionName, IDENTITIES, METRICS } from '@roster/workflow/deployment';
import { Capture, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { isLike } from '../../member/test/filled-in.ts';
import { SEVERITIES } from '../runbook-alarm.ts';
import { alarmsOf, controlPlane, metricAlarmsOf } from './control-plane.ts';

const template = controlPlane();
const alarms = alarmsOf(template);

describe('every alarm', () => {
  it('says how bad it is, whom it hurts, and what to do', () => {
    for (const { AlarmName, AlarmDescription } of alarms) {
      const [severity = '', impact = '', runbook = ''] = AlarmDescription.split('\n');
      expect(Object.keys(SEVERITIES), AlarmName).toContain(/^Severity: (\w+)/.exec(severity)?.[1]);
      expect(impact, AlarmName).toMatch(/^Impact: .{30,}\.$/);
      expect(runbook, AlarmName).toMatch(/^Runbook: infra\/runbooks\/alarms\.md#[a-z-]+$/);
    }
  });

  it('tells the topic, and tells it of its end where that is news', () => {
    const topic = { Ref: Object.keys(template.findResources('AWS::SNS::Topic'))[0] };
    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([topic]);
    const silent = alarms.filter(({ OKActions }) => OKActions === undefined);
    expect(silent.map(({ AlarmName }) => AlarmName)).toEqual(['roster-operator-role-used']);
  });

  it('has a name of its own', () => {
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  });
});

it('lets CloudWatch and EventBridge publish, for a topic with a policy has lost the default one', () => {
  for (const Service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com']) {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Principal: { Service }, Action: 'sns:Publish' })]),
      },
    });
  }
});

describe.each([
  ['both machines', {}, 10],
  ['a read-only stage', { readOnly: true }, 5],
])('the functions of %s', (_, stage, count) => {
  const all = controlPlane(stage);
  const functions = Object.keys(all.findResources('AWS::Lambda::Function'));

  it.each(['Errors', 'Throttles'])('all have an alarm on their %s', (metric) => {
    const watched = alarmsOf(all)
      .flatMap(({ Metrics = [] }) => Metrics.map(({ MetricStat }) => MetricStat?.Metric))
      .filter((one) => one?.MetricName === metric)
      .map((one) => (one?.Dimensions[0]?.Value as { Ref: string }).Ref);
    expect(functions).toHaveLength(count);
    expect(watched.toSorted()).toEqual(functions.toSorted());
  });
});

describe('a schedule that died', () => {
  const parts = metricAlarmsOf(template).filter(({ AlarmActions }) => AlarmActions === undefined);

  it('is seen by what is missing, once runs have been seen: not in a deployment that has had none yet', () => {
    const composites = Object.values(template.findResources('AWS::CloudWatch::CompositeAlarm'));
    expect(composites).toMatchObject([{ Properties: { AlarmName: 'roster-no-run' } }]);
    const rule = JSON.stringify(composites);
    expect(rule).toMatch(/\(ALARM\(.*Silent.* AND OK\(.*RunsSeen/);
    expect(parts.map(({ AlarmName }) => AlarmName).sort()).toEqual([
      'roster-no-run-runs-seen',
      'roster-no-run-silent',
    ]);
  });

  it('is silent where no run has ended for three beats', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'roster-no-run-silent',
      MetricName: METRICS.runsEnded,
      Dimensions: [{ Name: 'Prefix', Value: 'roster' }],
      Statistic: 'Sum',
      Period: 3600,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('has been seen from the second run on, for ever', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'roster-no-run-runs-seen',
      Metrics: Match.arrayWith([Match.objectLike({ Expression: 'DIFF_TIME(ended)' })]),
      Threshold: 0,
      ComparisonOperator: 'LessThanThreshold',
      // Without data an alarm that ignores what is missing stays as it was: at first, insufficient data.
      TreatMissingData: 'ignore',
    });
  });

  it('is not looked for where no schedule is on', () => {
    const names = alarmsOf(controlPlane({ active: false })).map(({ AlarmName }) => AlarmName);
    expect(names).not.toContain('roster-no-run');
  });
});

describe('what a schedule or a rule could not deliver', () => {
  const queues = Object.entries(template.findResources('AWS::SQS::Queue'));
  const queue = queues[0]?.[0] ?? '';
  const arn = { 'Fn::GetAtt': [queue, 'Arn'] };

  it('is kept, encrypted, for as long as can be, and rings', () => {
    expect(queues).toHaveLength(1);
    template.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'roster-undelivered',
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'roster-undelivered',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
      Threshold: 1,
    });
  });

  it('is kept of every schedule and every rule', () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule')).flatMap(
      ({ Properties }) =>
        (Properties as { readonly Targets: readonly { readonly DeadLetterConfig?: object }[] }).Targets,
    );
    const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule')).map(
      ({ Properties }) => (Properties as { readonly Target: { readonly DeadLetterConfig?: object } }).Target,
    );
    expect([rules.length, schedules.length]).toEqual([3, 2]);
    for (const { DeadLetterConfig } of [...rules, ...schedules])
      expect(DeadLetterConfig).toEqual({ Arn: arn });
  });
});

it('ring when the stage says', () => {
  const said = controlPlane({ alarms: { driftHours: 6, leaseMinutes: 240, quietHours: 74 } });
  const of = (metric: string) =>
    metricAlarmsOf(said)
      .filter(({ MetricName }) => MetricName === metric)
      .map(({ Threshold, EvaluationPeriods }) => [Threshold, EvaluationPeriods]);
  expect(of(METRICS.oldestDrift)).toEqual([[6, 1]]);
  expect(of(METRICS.leaseHeld)).toEqual([[240, 1]]);
  expect(of(METRICS.runsEnded)).toEqual([[1, 74]]);
});

it('takes a lease for free of which no Gate has told for as long as a lease lasts', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: METRICS.leaseHeld,
    Statistic: 'Maximum',
    Period: 900,
    Threshold: 120,
    TreatMissingData: 'notBreaching',
  });
});

it('hears of an operator in any account, and not of the workers, those of another stage of the account either', () => {
  const quiet = new Capture();
  template.hasResourceProperties('AWS::Events::Rule', {
    State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    EventPattern: {
      source: ['aws.sts'],
      detail: {
        eventName: ['AssumeRole'],
        requestParameters: {
          roleArn: ['RosterRead', 'RosterWrite', 'RosterBootstrap'].map((name) => ({
            suffix: `:role/${name}`,
          })),
        },
        userIdentity: {
          principalId: [{ 'anything-but': { wildcard: quiet } }],
        },
      },
    },
  });
  const isQuiet = (principalId: string) =>
    quiet.asArray().some((pattern) => isLike(principalId, pattern as string));
  for (const { machine, worker } of [...IDENTITIES.read, ...IDENTITIES.write]) {
    for (const prefix of ['roster', 'roster-dev']) {
      expect(isQuiet(`AROAEXAMPLE:${functionName(prefix, machine, worker)}`)).toBe(true);
    }
  }
  expect(['AIDAEXAMPLE', 'AROAEXAMPLE:ann@example.com'].filter(isQuiet)).toEqual([]);
  const [rule] = Object.keys(
    template.findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.sts'] } } }),
  );
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Events',
    MetricName: 'MatchedEvents',
    Dimensions: [{ Name: 'RuleName', Value: { Ref: rule } }],
  });
});
