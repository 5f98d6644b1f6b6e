import { EXPIRY, tableNames } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { PLACE, synthStage } from '../../test/synth-stage.ts';
import { createApp } from '../app.ts';
import { statementsOf } from '../permissions/statements.ts';
import { resourcesOf, type Properties } from '../permissions/template.ts';
import type { Stage } from '../stage.ts';
import { StateStack } from './state-stack.ts';
import { ITEM_WRITES } from './table-policies.ts';

type Tables = Readonly<Record<'catalog' | 'journal', Properties>>;

function tablesOf(stage: Partial<Stage>, env?: typeof PLACE): Tables {
  const { state } = synthStage(stage, env);
  const all = resourcesOf(state!, 'AWS::DynamoDB::GlobalTable').map(([, table]) => table);
  const { catalog, journal } = tableNames('roster');
  const named = (name: string) => all.find((table) => table['TableName'] === name)!;
  return { catalog: named(catalog), journal: named(journal) };
}

const REPLICAS = ['eu-central-1'];
const REPLICATION_ROLE =
  'arn:<partition>:iam::<account>:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication';

describe('the tables', () => {
  it('have the keys and the expiry that the store knows', () => {
    const { catalog, journal } = tablesOf({});
    const keys = [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ];
    expect([catalog['KeySchema'], journal['KeySchema']]).toEqual([keys, keys]);
    expect(journal['TimeToLiveSpecification']).toEqual({ AttributeName: EXPIRY, Enabled: true });
    // Revisions are kept: to roll back is to read an old one.
    expect(catalog['TimeToLiveSpecification']).toBeUndefined();
  });

  it('are one Region’s, and AWS’s key protects them, unless the stage says otherwise', () => {
    for (const table of Object.values(tablesOf({}))) {
      expect(table['Replicas']).toHaveLength(1);
      expect(JSON.stringify(table)).not.toContain('KMSMasterKeyId');
    }
  });

  it('have the customer’s key, in every Region', () => {
    const one = tablesOf({ customerKey: true }).journal['Replicas'];
    expect(one).toMatchObject([
      { SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': expect.anything() as unknown } } },
    ]);
    const replicaKeys = { 'eu-central-1': 'arn:aws:kms:eu-central-1:999999999999:key/k' };
    const two = tablesOf({ customerKey: { replicaKeys }, replicas: REPLICAS }, PLACE).journal['Replicas'];
    expect(two).toMatchObject([
      { Region: 'eu-central-1', SSESpecification: { KMSMasterKeyId: replicaKeys['eu-central-1'] } },
      {
        Region: 'eu-west-1',
        SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': expect.anything() as unknown } },
      },
    ]);
  });

  it('stay the same resource when a replica is added', () => {
    const ids = (env: Partial<Stage>) =>
      Object.entries(synthStage(env, PLACE).state!.Resources).map(([id, { Type }]) => [id, Type]);
    expect(ids({ replicas: REPLICAS })).toEqual(ids({}));
  });

  /** Whom the policies of the tables let write, by the table; no account and partition before what is the stage's own. */
  function writersOf(stage: Partial<Stage>, env?: typeof PLACE) {
    const denials = statementsOf(synthStage(stage, env).state!).filter(({ effect }) => effect === 'Deny');
    for (const { principal, actions, resources } of denials) {
      expect({ principal, actions, resources }).toEqual({
        principal: '*',
        actions: ITEM_WRITES,
        resources: ['*'],
      });
    }
    return Object.fromEntries(
      denials.map(({ holder, conditions }) => {
        const [, names = ''] = /^ArnNotLike aws:PrincipalArn: (.*)$/.exec(conditions.join(' & ')) ?? [];
        const arns = names.split(', ');
        // Or else each replica becomes a table apart.
        expect(arns).toContain(REPLICATION_ROLE);
        return [holder, arns.filter((arn) => arn !== REPLICATION_ROLE).map((arn) => arn.replace(OWN, ''))];
      }),
    );
  }
  const OWN = 'arn:<partition>:iam::<account>:role/';
  const FLEET = 'arn:aws:iam::999999999999:role';
  const planRoles = (path = '', prefix = 'roster', place = '<region>') =>
    ['plan-plan', 'plan-token', 'plan-apply', 'plan-verify', 'plan-report', 'plan-machine'].map(
      (role) => `${path}${prefix}-${role}-${place}`,
    );
  const bothRoles = (...of: Parameters<typeof planRoles>) => [
    ...planRoles(...of),
    ...planRoles(...of).map((role) => role.replace('-plan-', '-apply-')),
  ];

  it('let their writers alone write, the journal’s the roles of the deployment too', () => {
    expect(writersOf({})).toEqual({
      'roster-catalog': [`${FLEET}/FleetPipeline`],
      'roster-journal': [`${FLEET}/FleetOperator`, ...bothRoles()],
    });
  });

  it('let no apply machine write that a read-only stage has not', () => {
    expect(writersOf({ readOnly: true })['roster-journal']).toEqual([
      `${FLEET}/FleetOperator`,
      ...planRoles(),
    ]);
  });

  it('let the roles of the other deployments write the journal that the stage names, and push nothing', () => {
    const otherDeployments = [
      { prefix: 'roster', region: 'eu-central-1' },
      { prefix: 'look', region: 'eu-west-1', readOnly: true, rolePath: '/look/' },
    ];
    expect(writersOf({ rolePath: '/fleet/', otherDeployments })).toEqual({
      'roster-catalog': [`${FLEET}/FleetPipeline`],
      'roster-journal': [
        `${FLEET}/FleetOperator`,
        ...bothRoles('fleet/'),
        ...bothRoles('', 'roster', 'eu-central-1'),
        ...planRoles('look/', 'look', 'eu-west-1'),
      ],
    });
  });

  it('have no policy where a read-only stage names no writers', () => {
    const app = createApp();
    const stage = { prefix: 'roster', organization: 'o-a1b2c3d4e5', readOnly: true };
    new StateStack(app, 'state', { stage });
    const template = app.synth().getStackByName('state').template as object;
    expect(JSON.stringify(template)).not.toContain('ResourcePolicy');
  });

  it('have policies that DynamoDB takes, and that let no replica be a way around them', () => {
    const regions = ['eu-central-1', 'us-east-1', 'ap-southeast-2'];
    const otherDeployments = regions.map((region) => ({ prefix: 'r'.repeat(29), region }));
    for (const table of Object.values(tablesOf({ replicas: REPLICAS, otherDeployments }, PLACE))) {
      const policies = (table['Replicas'] as readonly Properties[]).map((each) => each['ResourcePolicy']);
      expect(policies).toHaveLength(2);
      expect(policies[0]).toMatchObject({
        PolicyDocument: { Statement: [{ Effect: 'Deny', Principal: { AWS: '*' } }] },
      });
      expect(policies[1]).toEqual(policies[0]);
      // 20 KB at most (Amazon DynamoDB Developer Guide, "Resource-based policy considerations").
      expect(JSON.stringify(policies[0]).length).toBeLessThan(20 * 1024);
    }
  });

  it('are not made where they stand already', () => {
    const { built, controlPlane } = synthStage({ tables: { existing: 'elsewhere' } });
    expect(built.state).toBeUndefined();
    const text = JSON.stringify(controlPlane);
    expect(text).toContain('table/elsewhere-journal');
    expect(text).not.toContain('roster-journal');
  });
});
