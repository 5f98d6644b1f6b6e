import type { Environment } from 'aws-cdk-lib';
import { partitionOfRegion } from '@roster/access';
import { describe, expect, it } from 'vitest';
import { memberTemplates } from '../src/member/templates.ts';
import type { Template } from '../src/permissions/template.ts';
import type { Stage } from '../src/stage.ts';
import { STAGES } from './stages.ts';
import { MUST_SAY, synthStage } from './synth-stage.ts';

const ACCOUNT = '999999999999';

/** A Region of each partition, and another one where a replica may stand. */
const PLACES = [
  ['eu-west-1', 'eu-central-1'],
  ['cn-north-1', 'cn-northwest-1'],
  ['us-gov-west-1', 'us-gov-east-1'],
] as const;

/** A stage as its owner would write it in that partition. */
function written(stage: Partial<Stage>, region: string, other: string): Partial<Stage> {
  const { limits, ...lists } = MUST_SAY;
  const whole = { limits, ...((stage.tables ?? 'own') === 'own' ? lists : {}), ...stage };
  const text = JSON.stringify(whole)
    .replaceAll('arn:aws:', `arn:${partitionOfRegion(region)}:`)
    .replaceAll('eu-central-1', other);
  return JSON.parse(text) as Partial<Stage>;
}

/** A stage's templates in each Region; both Regions of the first partition, the other one as its stand-by. */
function inPlaces(stage: Partial<Stage>) {
  const made = (region: string, other: string, more: Partial<Stage> = {}) =>
    synthStage({ ...written(stage, region, other), ...more }, { account: ACCOUNT, region }).both;
  return {
    ...Object.fromEntries(PLACES.map(([region, other]) => [region, made(region, other)])),
    'eu-central-1': made('eu-central-1', 'eu-west-1'),
  } as Readonly<Record<string, Template>>;
}

/** What an account has one of in all Regions, by the property that names it. */
const GLOBAL: Readonly<Record<string, string>> = {
  // "All dashboards in your account are global" (Amazon CloudWatch User Guide, "Using Amazon CloudWatch dashboards").
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::IAM::Role': 'RoleName',
  // A policy of one role: its name is the role's own.
  'AWS::IAM::Policy': '',
};

/** What an account has one of in each Region, by the property that names it; the empty text where it has no name. */
const REGIONAL: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::EC2::SecurityGroup': 'GroupName',
  'AWS::Events::EventBusPolicy': 'StatementId',
  'AWS::Events::Rule': 'Name',
  'AWS::KMS::Key': '',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Lambda::Permission': '',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Subscription': '',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SNS::TopicPolicy': '',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SQS::QueuePolicy': '',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** `type name` of everything whose name the template chooses. CloudFormation chooses the others, and no two alike. */
function namesIn(template: Template, types: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(template.Resources).flatMap(({ Type, Properties: properties = {} }) => {
    const name = properties[types[Type] ?? ''];
    return name === undefined ? [] : [`${Type} ${JSON.stringify(name)}`];
  });
}

const common = (one: readonly string[], other: readonly string[]) =>
  one.filter((name) => other.includes(name));

describe.each(STAGES.map(({ called, stage }) => ({ called, stage })))('a stage $called', ({ stage }) => {
  const made = inPlaces(stage);

  it.each(PLACES)('names the partition of %s, and no other', (region) => {
    const text = JSON.stringify(made[region]);
    const partition = partitionOfRegion(region);
    const literal = [...text.matchAll(/arn:(aws[a-z-]*):/g)].map(([, name]) => name);
    expect(literal.filter((name) => name !== partition)).toEqual([]);
  });

  it('knows of every resource whether its name is global in an account', () => {
    const types = Object.values(made).flatMap((template) =>
      Object.values(template.Resources).map(({ Type }) => Type),
    );
    expect(types.filter((type) => !(type in GLOBAL) && !(type in REGIONAL))).toEqual([]);
  });

  it('can stand in two Regions of an account', () => {
    const [one, other] = ['eu-west-1', 'eu-central-1'].map((region) => namesIn(made[region]!, GLOBAL));
    expect(one!.length).toBeGreaterThan(0);
    expect(common(one!, other!)).toEqual([]);
  });

  it('can stand beside another stage in one Region', () => {
    const all = { ...GLOBAL, ...REGIONAL };
    const beside: Environment = { account: ACCOUNT, region: 'eu-west-1' };
    const dev = synthStage({ prefix: 'roster-dev', readOnly: true }, beside).both;
    expect(common(namesIn(made['eu-west-1']!, all), namesIn(dev, all))).toEqual([]);
  });
});

it('names no partition where a stage is synthesised without a Region', () => {
  const [writer] = MUST_SAY.catalogWriters;
  const text = JSON.stringify(synthStage({ catalogWriters: [writer], journalWriters: [writer] }).both);
  expect(text.replaceAll(writer, '')).not.toMatch(/arn:aws/);
});

describe.each(memberTemplates())('infra/member/$file', ({ template }) => {
  it('names no partition: it is deployed in each', () => {
    const text = JSON.stringify(template);
    // By AllowedPattern a user of any partition.
    expect(text.replaceAll('arn:aws[a-z-]*:', '')).not.toMatch(/arn:aws/);
  });
});

/** Service principals, which are the same in every partition (AWS::IAM, "AWS JSON policy elements: Principal"). */
const SERVICES = ['cloudwatch', 'events', 'lambda', 'scheduler', 'states', 'sns', 'sqs'];

it.each(PLACES)(
  'in %s only services are called by a name of AWS, and they have the same one everywhere',
  (region, other) => {
    const stage = written({ customerKey: true, notify: ['a@example.com'] }, region, other);
    const text = JSON.stringify(synthStage(stage, { account: ACCOUNT, region }).both);
    const hosts = [...text.matchAll(/"([a-z0-9.-]*\.amazonaws\.com[a-z.]*)"/g)].map(([, name]) => name);
    const endpoint = `dynamodb.${region}.amazonaws.com`;
    expect(
      [...new Set(hosts)].filter((name) => name !== endpoint).map((name) => name?.split('.')[0]),
    ).toEqual(expect.arrayContaining(['lambda', 'states', 'scheduler', 'events', 'cloudwatch']));
    const unknown = hosts.filter(
      (name) => name !== endpoint && !SERVICES.some((service) => name === `${service}.amazonaws.com`),
    );
    expect(unknown).toEqual([]);
  },
);
