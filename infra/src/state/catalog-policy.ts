import { Aws } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Every way to change an item (Service Authorization Reference, Amazon DynamoDB: access level Write, on items). */
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
export const REPLICATION = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication`;

/**
 * The catalog's own policy, in each of its Regions: nobody but the writers can push, whatever their IAM policies allow.
 * A push is power over every cluster.
 */
export function catalogPolicy(writers: readonly string[]): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'OnlyWritersPush',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...ITEM_WRITES],
        resources: ['*'],
        conditions: { ArnNotLike: { 'aws:PrincipalArn': [...writers, REPLICATION] } },
      }),
    ],
  });
}
