import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLocalAws, type LocalAws } from '../src/index.ts';

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
  await iam({ Action: 'CreateUser', UserName: 'ann' });
  const document = { PolicyName: 'shelf', PolicyDocument: JSON.stringify(POLICY) };
  await iam({ Action: 'PutUserPolicy', UserName: 'ann', ...document });
  const made = await iam({ Action: 'CreateAccessKey', UserName: 'ann' });
  const of = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(made)?.[1] ?? '';
  ann = clientOf({ accessKeyId: of('AccessKeyId'), secretAccessKey: of('SecretAccessKey') });
});
afterAll(async () => {
  ann.destroy();
  await aws.stop();
});

const clientOf = (credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }) =>
  new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 });

/** The Query protocol by hand: no signature of the account's root is verified. */
async function iam(parameters: Readonly<Record<string, string>>): Promise<string> {
  const scope = `${ROOT_KEYS.accessKeyId}/20260101/us-east-1/iam/aws4_request`;
  const answer = await fetch(aws.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ ...parameters, Version: '2010-05-08' }).toString(),
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return text;
}

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
