import { Aws, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { machineRoleName, WORKERS, workerRoleName } from '@roster/workflow';
import type { Construct } from 'constructs';
import { accessOf, accessOfMachine, type TableAccess } from '../control-plane/table-access.ts';
import { machinesOf, type OtherDeployment, type Stage } from '../stage.ts';

/**
 * Every way to change an item (Service Authorization Reference, Amazon DynamoDB: access level Write, on items). A
 * transaction is authorised as the writes that it holds, a PartiQL statement as what it does.
 *
 * Not here, for whoever deploys needs them, and whoever may call them may change this policy too, or nearly so:
 * PutResourcePolicy, DeleteResourcePolicy, UpdateTable (deletion protection, a replica in another Region, which has no
 * policy until its stack gives it one), UpdateTimeToLive (items expire), DeleteTable. Restores and imports make another
 * table, which nothing here reads until a stage names it. These are the account's IAM policies' to limit.
 */
export const ITEM_WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const;

/**
 * DynamoDB's own role, by which it copies items between the Regions of a global table. Denied for 20 hours it makes of
 * each replica a table apart, for ever (Amazon DynamoDB Developer Guide, "DynamoDB global tables security").
 */
const REPLICATION = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication`;

/**
 * The catalog's own policy, in each of its Regions: nobody but the writers can push, whatever their IAM policies allow.
 * A push is power over every cluster. Absent where the stage names no writers.
 */
export function catalogPolicy({ catalogWriters: writers }: Stage): PolicyDocument | undefined {
  return writers && onlyWriters('OnlyWritersPush', writers);
}

/**
 * The journal's own policy, in each of its Regions: the writers, and the roles of this deployment and of the others that
 * the stage names, as far as they write at all. What each of these may write its IAM policy says. Absent where the stage
 * names no writers.
 */
export function journalPolicy(scope: Construct, stage: Stage): PolicyDocument | undefined {
  const { journalWriters: writers, otherDeployments = [] } = stage;
  const own = { ...stage, region: Stack.of(scope).region };
  const deployed = [own, ...otherDeployments].flatMap(writingRoles);
  return writers && onlyWriters('OnlyDeploymentsAndWritersRecord', [...writers, ...deployed]);
}

/** The roles of a deployment that write the journal, by ARN. */
function writingRoles({
  prefix,
  region,
  readOnly = false,
  rolePath = '/',
}: OtherDeployment): readonly string[] {
  const names = machinesOf({ readOnly }).flatMap((machine) => [
    ...WORKERS.filter((worker) => writes(accessOf(machine, worker))).map((worker) =>
      workerRoleName(prefix, machine, worker, region),
    ),
    ...(writes(accessOfMachine(machine)) ? [machineRoleName(prefix, machine, region)] : []),
  ]);
  return names.map((name) => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${rolePath}${name}`);
}

function writes(access: readonly TableAccess[]): boolean {
  const writing: readonly string[] = ITEM_WRITES;
  return access.some(({ may }) => may.some((operation) => writing.includes(`dynamodb:${operation}`)));
}

/** Of a session of a role `aws:PrincipalArn` is the role's ARN (IAM User Guide, "AWS global condition context keys"). */
function onlyWriters(sid: string, writers: readonly string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...ITEM_WRITES],
        resources: ['*'],
        conditions: { ArnNotLike: { 'aws:PrincipalArn': [...writers, REPLICATION] } },
      }),
    ],
  });
}
