import { functionName, IDENTITIES, METRICS } from '@roster/workflow/deployment';
import { Capture, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { isLike } from '../../member/test/filled-in.ts';
import { SEVERITIES } from '../runbook-alarm.ts';
import { alarmsOf, controlPlane } from './control-plane.ts';

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
  it('is seen by what is missing', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
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

  it('is not looked for where no schedule is on', () => {
    const names = alarmsOf(controlPlane({ active: false })).map(({ AlarmName }) => AlarmName);
    expect(names).not.toContain('roster-no-run');
  });
});

it('ring when the stage says', () => {
  const said = controlPlane({ alarms: { driftHours: 6, leaseMinutes: 240, quietHours: 74 } });
  const of = (metric: string) =>
    alarmsOf(said)
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
  expect(['AIDAEXAMPLE', 'AROAEXAMPLE:ann'].filter(isQuiet)).toEqual([]);
  const [rule] = Object.keys(
    template.findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.sts'] } } }),
  );
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Events',
    MetricName: 'MatchedEvents',
    Dimensions: [{ Name: 'RuleName', Value: { Ref: rule } }],
  });
});
