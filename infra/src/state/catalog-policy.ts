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
 * The catalog's own policy: nobody but the writers can push, whatever their IAM policies allow. A push is power over
 * every cluster.
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
        conditions: { ArnNotLike: { 'aws:PrincipalArn': [...writers] } },
      }),
    ],
  });
}
