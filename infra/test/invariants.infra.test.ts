import { MACHINES, WORKERS } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { TAKES_NO_RESOURCE } from '../src/control-plane/takes-no-resource.ts';
import { statementsOf } from '../src/permissions/statements.ts';
import { resourcesOf, textOf } from '../src/permissions/template.ts';
import { STAGES } from './stages.ts';
import { MUST_SAY, synthStage } from './synth-stage.ts';

/** Actions with a `*`, each with its reason; all of them in policies of keys, which name the key by `*`. */
const WILDCARD_ACTIONS: Readonly<Record<string, string>> = {
  'kms:*':
    'the account itself administers its keys: without that nobody could ever again (AWS KMS, "Default key policy")',
  'kms:GenerateDataKey*':
    'GenerateDataKey and its form without plaintext, as CDK grants a topic’s key to who publishes',
};

/** Every action by which an execution can be begun. */
const STARTS = /^states:(StartExecution|StartSyncExecution|\*)$/;

interface TrustDocument {
  readonly Statement: readonly {
    readonly Action: string;
    readonly Principal: { readonly Service?: string };
  }[];
}

const byHolder = <T extends { readonly holder: string }>(those: readonly T[]): readonly T[] =>
  those.toSorted((one, other) => (one.holder < other.holder ? -1 : 1));

/** On a resource that the policy stands on, `*` is that resource. */
const STANDS_ON = ['Tables of roster', 'Alarms of roster', 'roster-catalog', 'roster-journal'];

describe.each(STAGES)('a stage $called', ({ stage, env }) => {
  const { both, controlPlane, state, nag } = synthStage(stage, env);
  const statements = statementsOf(both);

  it('allows no action with a wildcard', () => {
    const wild = statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ holder, actions }) =>
        actions.filter((action) => action.includes('*')).map((action) => ({ holder, action })),
      );
    const unreasoned = wild.filter(
      ({ holder, action }) => !(action in WILDCARD_ACTIONS) || !STANDS_ON.includes(holder),
    );
    expect(unreasoned).toEqual([]);
  });

  it('allows nothing on every resource but what AWS knows no resource for', () => {
    const anywhere = statements
      .filter(({ effect, resources }) => effect === 'Allow' && resources.includes('*'))
      .filter(({ holder }) => !STANDS_ON.includes(holder))
      .flatMap(({ holder, actions }) => actions.map((action) => ({ holder, action })));
    expect(anywhere.filter(({ action }) => !(action in TAKES_NO_RESOURCE))).toEqual([]);
  });

  it('lets the apply worker of the apply machine alone take the role that writes', () => {
    const taking = statements.filter(({ actions }) => actions.some((action) => action.startsWith('sts:')));
    const writing = taking.filter(({ resources }) =>
      resources.some((arn) => !arn.endsWith(':role/RosterRead')),
    );
    const may = writing.map(({ holder, actions, resources }) => ({ holder, actions, resources }));
    const place = env?.region ?? '<region>';
    const worker = {
      holder: `roster-apply-apply-${place}`,
      actions: ['sts:AssumeRole'],
      resources: ['arn:<partition>:iam::*:role/RosterWrite'],
    };
    expect(may).toEqual(stage.readOnly ? [] : [worker]);
    for (const { conditions } of taking) {
      expect(conditions).toEqual(['StringEquals aws:ResourceOrgID: o-a1b2c3d4e5']);
    }
  });

  it('lets a machine be started by its schedule alone, and by itself for the children of its Map', () => {
    const starting = statements
      .filter(({ effect, actions }) => effect === 'Allow' && actions.some((action) => STARTS.test(action)))
      .map(({ holder, actions, resources }) => ({ holder, actions, resources }));
    const place = env?.region ?? '<region>';
    const machines = stage.readOnly ? ['plan'] : ['plan', 'apply'];
    const expected = machines.flatMap((machine) =>
      ['machine', 'schedule'].map((who) => ({
        holder: `roster-${machine}-${who}-${place}`,
        actions: ['states:StartExecution'],
        resources: [`roster-${machine}`],
      })),
    );
    expect(byHolder(starting)).toEqual(byHolder(expected));
  });

  it('lets a worker be called by its own machine alone, and CloseRun by the rule for what ended badly', () => {
    const calling = statements
      .filter(({ effect, actions }) => effect === 'Allow' && actions.includes('lambda:InvokeFunction'))
      .flatMap(({ holder, principal, resources, conditions }) =>
        resources.map((called) => [principal ?? holder, called, conditions.join(' & ')]),
      );
    const place = env?.region ?? '<region>';
    const expected = (stage.readOnly ? (['plan'] as const) : MACHINES).flatMap((machine) => [
      ...WORKERS.map((worker) => [`roster-${machine}-machine-${place}`, `roster-${machine}-${worker}`, '']),
      [
        'events.amazonaws.com',
        `roster-${machine}-report`,
        `ArnLike aws:SourceArn: Runs CloseRun for executions of the ${machine} machine that did not end well`,
      ],
    ]);
    expect(calling.toSorted()).toEqual(expected.toSorted());
  });

  it('lets nobody take the role of a machine or a schedule but Step Functions and the Scheduler', () => {
    const trusted = resourcesOf(controlPlane, 'AWS::IAM::Role')
      .filter(([, { RoleName }]) => /-(machine|schedule)-/.test(textOf(both, RoleName)))
      .map(([, { AssumeRolePolicyDocument: document }]) => document as TrustDocument);
    expect(trusted).toHaveLength(stage.readOnly ? 2 : 4);
    for (const { Statement } of trusted) {
      expect(Statement).toHaveLength(1);
      expect(Statement[0]?.Action).toBe('sts:AssumeRole');
      expect(['states.amazonaws.com', 'scheduler.amazonaws.com']).toContain(Statement[0]?.Principal.Service);
    }
  });

  it('logs no execution data, and keeps no log for ever', () => {
    const machines = resourcesOf(controlPlane, 'AWS::StepFunctions::StateMachine');
    expect(machines).toHaveLength(stage.readOnly ? 1 : 2);
    for (const [, machine] of machines) {
      expect(machine).toMatchObject({
        LoggingConfiguration: { IncludeExecutionData: false, Level: 'ERROR' },
        TracingConfiguration: { Enabled: true },
      });
    }
    const groups = resourcesOf(controlPlane, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(6 * machines.length);
    for (const [, group] of groups) expect(group['RetentionInDays']).toBe(90);
  });

  it('gives every function a timeout, memory, a log group of its own, and traces', () => {
    const functions = resourcesOf(controlPlane, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(stage.readOnly ? 5 : 10);
    const groups = functions.map(([, { LoggingConfig }]) => JSON.stringify(LoggingConfig));
    expect(new Set(groups).size).toBe(functions.length);
    for (const [, each] of functions) {
      expect(each).toMatchObject({
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogGroup: expect.anything() as unknown },
        MemorySize: expect.any(Number) as unknown,
        Runtime: 'nodejs24.x',
        Timeout: expect.any(Number) as unknown,
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  it('has an alarm on the errors of every function', () => {
    const alarms = JSON.stringify(resourcesOf(controlPlane, 'AWS::CloudWatch::Alarm'));
    for (const [id] of resourcesOf(controlPlane, 'AWS::Lambda::Function')) {
      const errors = `"Dimensions":[{"Name":"FunctionName","Value":{"Ref":"${id}"}}],"MetricName":"Errors"`;
      expect(alarms).toContain(errors);
    }
  });

  it('protects every table', () => {
    const tables = Object.values(state?.Resources ?? {}).filter(({ Type }) =>
      Type.startsWith('AWS::DynamoDB::'),
    );
    expect(tables).toHaveLength(stage.tables === undefined ? 2 : 0);
    for (const table of tables) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
      });
      for (const replica of table.Properties?.['Replicas'] as readonly unknown[]) {
        expect(replica).toMatchObject({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        });
      }
    }
  });

  it('passes the AwsSolutions pack of cdk-nag', () => {
    expect(nag.violations).toEqual([]);
    for (const { reason } of nag.suppressedViolations) expect(reason).not.toBe('');
  });
});

it('holds no account and no Region but what the stage says', () => {
  const { both } = synthStage();
  const writers = [...MUST_SAY.catalogWriters, ...MUST_SAY.journalWriters];
  const text = writers.reduce((rest, arn) => rest.replaceAll(arn, ''), JSON.stringify(both));
  expect(text).not.toMatch(/\b\d{12}\b|\b[a-z]{2}(?:-[a-z]+){1,2}-\d\b/);
});
