import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUser, startLocalAws, type LocalAws } from '../src/index.ts';

/** They act as the account's root, unchecked. */
const ROOT_KEYS = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root' };

const TableName = 'shelves';
/** May look at, and set the colour of, what lies on the shelf `ours`. */
const POLICY = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem'].map((name) => `dynamodb:${name}`),
    Resource: '*',
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['ours*'] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['shelf', 'colour'] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD'] },
    },
  },
};

let aws: LocalAws;
let ann: DynamoDBClient;
beforeAll(async () => {
  aws = await startLocalAws({ authorisation: true, keys: ROOT_KEYS });
  const root = clientOf(ROOT_KEYS);
  await root.send(
    new CreateTableCommand({
      ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'shelf', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'shelf', KeyType: 'HASH' }],
    }),
  );
  root.destroy();
  ann = clientOf(await makeUser(aws, 'ann', POLICY));
});
afterAll(async () => {
  ann.destroy();
  await aws.stop();
});

const clientOf = (credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }) =>
  new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 });

const CALLS: Readonly<Record<string, (shelf: string, attribute: string) => Promise<unknown>>> = {
  GetItem: (shelf) => ann.send(new GetItemCommand({ TableName, Key: { shelf: { S: shelf } } })),
  Query: (shelf) =>
    ann.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'shelf' },
        ExpressionAttributeValues: { ':s': { S: shelf } },
      }),
    ),
  PutItem: (shelf, attribute) => ann.send(new PutItemCommand({ TableName, Item: itemOf(shelf, attribute) })),
  UpdateItem: (shelf, attribute) =>
    ann.send(
      new UpdateItemCommand({
        TableName,
        Key: { shelf: { S: shelf } },
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': attribute },
        ExpressionAttributeValues: { ':a': { S: 'x' } },
      }),
    ),
  BatchWriteItem: (shelf, attribute) => {
    const puts = [itemOf('ours', 'colour'), itemOf(shelf, attribute)];
    return ann.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: puts.map((Item) => ({ PutRequest: { Item } })) },
      }),
    );
  },
};
const itemOf = (shelf: string, attribute: string) => ({ shelf: { S: shelf }, [attribute]: { S: 'x' } });

const refused = { name: 'AccessDeniedException' };

it.each(Object.entries(CALLS))('%s is held to the partition keys of a policy', async (_, call) => {
  await call('ours/2', 'colour');
  await expect(call('theirs', 'colour')).rejects.toMatchObject(refused);
});

it.each(['PutItem', 'UpdateItem', 'BatchWriteItem'])('%s is held to its attributes', async (name) => {
  await expect(CALLS[name]!('ours/2', 'price')).rejects.toMatchObject(refused);
});

it('what a write returns is held to its condition', async () => {
  const returning = (ReturnValues: 'UPDATED_OLD' | 'ALL_NEW') =>
    ann.send(
      new UpdateItemCommand({
        ...{ TableName, ReturnValues, Key: { shelf: { S: 'ours/3' } } },
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': 'colour' },
        ExpressionAttributeValues: { ':a': { S: 'x' } },
      }),
    );
  await returning('UPDATED_OLD');
  await expect(returning('ALL_NEW')).rejects.toMatchObject(refused);
});

it('each item of a transaction is held to the partition keys and the attributes', async () => {
  const transact = (shelf: string, attribute: string) =>
    ann.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: itemOf('ours/4', 'colour') } },
          { Put: { TableName, Item: itemOf(shelf, attribute) } },
        ],
      }),
    );
  await transact('ours/5', 'colour');
  await expect(transact('theirs', 'colour')).rejects.toMatchObject(refused);
  await expect(transact('ours/5', 'price')).rejects.toMatchObject(refused);
});
