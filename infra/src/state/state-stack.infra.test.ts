import { EXPIRY, tableNames } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { PLACE, synthStage } from '../../test/synth-stage.ts';
import { statementsOf } from '../permissions/statements.ts';
import { resourcesOf, type Properties } from '../permissions/template.ts';
import type { Stage } from '../stage.ts';
import { ITEM_WRITES } from './catalog-policy.ts';

type Tables = Readonly<Record<'catalog' | 'journal', Properties>>;

function tablesOf(stage: Partial<Stage>, env?: typeof PLACE): Tables {
  const { state } = synthStage(stage, env);
  const all = resourcesOf(state!, 'AWS::DynamoDB::GlobalTable').map(([, table]) => table);
  const { catalog, journal } = tableNames('roster');
  const named = (name: string) => all.find((table) => table['TableName'] === name)!;
  return { catalog: named(catalog), journal: named(journal) };
}

const REPLICAS = ['eu-central-1'];
const WRITERS = ['arn:aws:iam::999999999999:role/FleetPipeline'];
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

  it('let the writers of the catalog, and DynamoDB’s copying, alone push, where the stage names them', () => {
    const [writer, stage] = [WRITERS[0]!, { catalogWriters: WRITERS }];
    expect(statementsOf(synthStage(stage).state!)).toEqual([
      {
        ...{ holder: 'roster-catalog', effect: 'Deny', principal: '*', resources: ['*'] },
        actions: ITEM_WRITES,
        conditions: [`ArnNotLike aws:PrincipalArn: ${writer}, ${REPLICATION_ROLE}`],
      },
    ]);
    expect(JSON.stringify(tablesOf(stage).journal)).not.toContain('ResourcePolicy');
  });

  it('let no replica of the catalog be a way around its writers', () => {
    const { catalog } = tablesOf({ catalogWriters: WRITERS, replicas: REPLICAS }, PLACE);
    const policies = (catalog['Replicas'] as readonly Properties[]).map((each) => each['ResourcePolicy']);
    expect(policies).toHaveLength(2);
    expect(policies[0]).toMatchObject({ PolicyDocument: { Statement: [{ Sid: 'OnlyWritersPush' }] } });
    expect(policies[1]).toEqual(policies[0]);
  });

  it('are not made where they stand already', () => {
    const { built, controlPlane } = synthStage({ tables: { existing: 'elsewhere' } });
    expect(built.state).toBeUndefined();
    const text = JSON.stringify(controlPlane);
    expect(text).toContain('table/elsewhere-journal');
    expect(text).not.toContain('roster-journal');
  });
});
