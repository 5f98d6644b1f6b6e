import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { startSandbox } from '../src/index.ts';

it('DynamoDB keeps items, its tables are there at once, and its calls are counted', async () => {
  await using sandbox = await startSandbox();
  const { env } = sandbox;
  const endpoint = env['AWS_ENDPOINT_URL_DYNAMODB']!;
  const client = new DynamoDBClient({ region: env['AWS_REGION']!, endpoint, credentials: sandbox.caller });
  const TableName = 'journal';
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const Item = { id: { S: 'a' }, text: { S: 'b' } };
  await client.send(new PutItemCommand({ TableName, Item }));
  expect((await client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }))).Item).toEqual(Item);
  expect(sandbox.calls()).toEqual({
    'dynamodb:CreateTable': 1,
    'dynamodb:PutItem': 1,
    'dynamodb:GetItem': 1,
  });
  sandbox.resetCalls();
  expect(sandbox.calls()).toEqual({});
});
