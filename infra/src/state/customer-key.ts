import { Aws, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The customer's key of the tables. Whoever may use the tables may use the key through DynamoDB, as with AWS's own key
 * (AWS KMS Developer Guide, "AWS managed keys"): one place, the policies on the tables, says who may do what.
 */
export function createTableKey(scope: Construct, prefix: string): Key {
  const { account, region } = Stack.of(scope);
  const key = new Key(scope, 'Key', { description: `Tables of ${prefix}`, enableKeyRotation: true });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'UseThroughDynamoDb',
      principals: [new AnyPrincipal()],
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:CreateGrant',
      ],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:CallerAccount': account,
          // By the name of its endpoint, which in China ends differently; CDK itself writes the first one everywhere.
          'kms:ViaService': [`dynamodb.${region}.amazonaws.com`, `dynamodb.${region}.${Aws.URL_SUFFIX}`],
        },
      },
    }),
  );
  return key;
}
