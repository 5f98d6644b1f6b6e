import {
  checked,
  ENV,
  fleetRun,
  PLACEHOLDERS,
  RunInput,
  statesOf,
  WORKER_ENV,
  workerRoleName,
  type Substitutions,
  type WorkerName,
} from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { MUST_SAY, synthStage } from '../../test/synth-stage.ts';
import { resourcesOf, textOf, type Properties } from '../permissions/template.ts';
import type { Stage } from '../stage.ts';

const { controlPlane, built } = synthStage();
const of = (type: string) => resourcesOf(controlPlane, type).map(([, properties]) => properties);
const functions = new Map(of('AWS::Lambda::Function').map((each) => [each['FunctionName'], each]));

const schedulesOf = (stage: Partial<Stage>): Readonly<Record<string, Properties>> =>
  Object.fromEntries(
    resourcesOf(synthStage(stage).controlPlane, 'AWS::Scheduler::Schedule').map(([, each]) => [
      each['Name'],
      each,
    ]),
  ) as Record<string, Properties>;

describe('the machines', () => {
  it('are the one file, each with workers of its own', async () => {
    for (const machine of of('AWS::StepFunctions::StateMachine')) {
      const given = machine['DefinitionSubstitutions'] as Properties;
      const substitutions = Object.fromEntries(
        PLACEHOLDERS.map((name) => [name, textOf(controlPlane, given[name])]),
      ) as Substitutions;
      const lines = statesOf(fleetRun(substitutions))
        .filter(({ state }) => state.Type === 'Task')
        .map(({ at, state }) => `${at}: ${state.Resource ?? ''} (${state.TimeoutSeconds ?? 0} s)`);
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
        `${machine['StateMachineName'] as string}.snap.txt`,
      );
    }
  });

  it('run CloseRun for an execution that ended badly, with what the event tells of it', () => {
    const rules = of('AWS::Events::Rule').filter(({ EventPattern }) =>
      JSON.stringify(EventPattern).includes('aws.states'),
    );
    const told = rules.map(({ EventPattern, Targets }) => ({
      machine: textOf(
        controlPlane,
        (EventPattern as Properties & { detail: Properties }).detail['stateMachineArn'],
      ),
      status: (EventPattern as { detail: Properties }).detail['status'],
      targets: (Targets as readonly Properties[]).map(({ Arn, InputPath }) => [
        textOf(controlPlane, Arn),
        InputPath,
      ]),
    }));
    const status = ['ABORTED', 'FAILED', 'TIMED_OUT'];
    expect(told).toEqual([
      { machine: 'roster-plan', status, targets: [['roster-plan-report', '$.detail']] },
      { machine: 'roster-apply', status, targets: [['roster-apply-report', '$.detail']] },
    ]);
  });
});

describe('the workers', () => {
  const timeouts = { plan: 120, token: 8, apply: 20, verify: 8, report: 120 };

  it.each(built.controlPlane.workers)(
    '$machine $worker has its name, its role, its limits and its environment',
    (one) => {
      const deployed = functions.get(`roster-${one.machine}-${one.worker}`)!;
      const role = textOf(controlPlane, deployed['Role']);
      expect(role).toBe(workerRoleName('roster', one.machine, one.worker, '<region>'));
      expect(deployed['Timeout']).toBe(timeouts[one.worker]);
      const { Variables } = deployed['Environment'] as { readonly Variables: Properties };
      const values = {
        ...{ [ENV.catalogTable]: 'roster-catalog', [ENV.journalTable]: 'roster-journal' },
        ...{ [ENV.prefix]: 'roster', [ENV.limits]: JSON.stringify(MUST_SAY.limits) },
      };
      const names = WORKER_ENV[one.worker].map((key) => ENV[key]);
      expect(Variables).toEqual(Object.fromEntries(names.map((name) => [name, values[name]])));
    },
  );

  it('who apply are told what the stage fixes, in a plan as in an apply', () => {
    const limits = {
      protected: ['arn:aws:iam::999999999999:role/BreakGlass'],
      trustedAccounts: ['999999999999'],
      overridable: [],
    };
    const told = resourcesOf(synthStage({ limits }).controlPlane, 'AWS::Lambda::Function').flatMap(
      ([, { FunctionName, Environment }]) => {
        const { Variables } = Environment as { readonly Variables: Readonly<Record<string, string>> };
        const text = Variables[ENV.limits];
        return text === undefined ? [] : [[FunctionName, JSON.parse(text) as unknown]];
      },
    );
    expect(told).toEqual([
      ['roster-plan-apply', limits],
      ['roster-apply-apply', limits],
    ]);
  });

  it('who visit clusters run in the network of the stage, the others in none', () => {
    const vpc = {
      id: 'vpc-0a1b2c3d',
      availabilityZones: ['eu-west-1a'],
      privateSubnetIds: ['subnet-0a1b2c3d'],
    };
    const template = synthStage({ vpc }).controlPlane;
    const inside = resourcesOf(template, 'AWS::Lambda::Function').filter(
      ([, { VpcConfig }]) => VpcConfig !== undefined,
    );
    const visiting: readonly WorkerName[] = ['token', 'apply', 'verify'];
    const expected = ['plan', 'apply'].flatMap((machine) =>
      visiting.map((worker) => `roster-${machine}-${worker}`),
    );
    expect(inside.map(([, { FunctionName }]) => FunctionName)).toEqual(expected);
    const [[, group] = ['', {}]] = resourcesOf(template, 'AWS::EC2::SecurityGroup');
    expect(group).toMatchObject({ SecurityGroupEgress: [{ FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }] });
    expect(group['SecurityGroupIngress']).toBeUndefined();
  });

  it('have roles under the path of the stage, and the machines too', () => {
    const pathsOf = (stage: Partial<Stage>) =>
      resourcesOf(synthStage(stage).controlPlane, 'AWS::IAM::Role').flatMap(([, { RoleName, Path }]) =>
        /schedule/.test(JSON.stringify(RoleName)) ? [] : [Path],
      );
    expect(pathsOf({ rolePath: '/roster/' })).toEqual(Array.from({ length: 12 }, () => '/roster/'));
    expect(new Set(pathsOf({}))).toEqual(new Set([undefined]));
  });

  it('of a read-only stage are those of the plan machine', () => {
    const { workers, machines } = synthStage({ readOnly: true }).built.controlPlane;
    expect(Object.keys(machines)).toEqual(['plan']);
    expect(new Set(workers.map(({ machine }) => machine))).toEqual(new Set(['plan']));
  });
});

describe('the schedules', () => {
  it('plan every hour, and apply every day once the stage says so', () => {
    const { 'roster-plan': plan, 'roster-apply': apply } = schedulesOf({});
    expect(plan).toMatchObject({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' });
    expect(apply).toMatchObject({ ScheduleExpression: 'rate(1 day)', State: 'DISABLED' });
    const { 'roster-apply': enabled } = schedulesOf({
      schedule: { apply: 'cron(0 6 * * ? *)', applyEnabled: true },
    });
    expect(enabled).toMatchObject({ ScheduleExpression: 'cron(0 6 * * ? *)', State: 'ENABLED' });
  });

  it('are off in a stand-by Region', () => {
    const states = Object.values(schedulesOf({ active: false, schedule: { applyEnabled: true } }));
    expect(states.map(({ State }) => State)).toEqual(['DISABLED', 'DISABLED']);
  });

  it.each(['plan', 'apply'])('start the %s machine with what OpenRun takes', (machine) => {
    const { Input } = schedulesOf({ concurrency: 40 })[`roster-${machine}`]!['Target'] as {
      readonly Input: string;
    };
    const input = JSON.parse(
      Input.replace('<aws.scheduler.scheduled-time>', '2026-11-24T17:00:00Z'),
    ) as unknown;
    expect(checked(RunInput, input, 'OpenRun')).toMatchObject({
      scheduleId: '<aws.scheduler.execution-id>',
      scheduledAt: '2026-11-24T17:00:00Z',
      mode: machine,
      concurrency: 40,
    });
  });
});

it('lets the accounts of the organisation tell that an operator took a member role, and nothing else', () => {
  expect(of('AWS::Events::EventBusPolicy')).toMatchObject([
    {
      Statement: {
        Action: 'events:PutEvents',
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'events:source': 'aws.sts' } },
      },
    },
  ]);
});

it('shares the default bus with other stages: each has a statement of its own', () => {
  const ids = ['roster', 'roster-dev'].flatMap((prefix) =>
    resourcesOf(synthStage({ prefix }).controlPlane, 'AWS::Events::EventBusPolicy').map(
      ([, { StatementId: id }]) => id,
    ),
  );
  expect(ids).toEqual(['roster-members', 'roster-dev-members']);
});

it('tells the people of the stage', () => {
  const { controlPlane: template } = synthStage({ notify: ['platform@example.com'] });
  const [[, subscription] = ['', {}]] = resourcesOf(template, 'AWS::SNS::Subscription');
  expect(subscription).toMatchObject({ Protocol: 'email', Endpoint: 'platform@example.com' });
});
