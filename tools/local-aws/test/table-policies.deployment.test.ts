import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asRoot, makeSession, makeUser, startLocalAws, type LocalAws } from '../src/index.ts';

/** They act as the account's root, unchecked. */
const ROOT_KEYS = { accessKeyId: 'AKIAROOT', secretAccessKey: 'root' };

const TableName = 'shelves';
const EVERYTHING = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' },
};
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert'];

let aws: LocalAws;
let stranger: DynamoDBClient;
let writer: DynamoDBClient;
beforeAll(async () => {
  aws = await startLocalAws({ authorisation: true, keys: ROOT_KEYS });
  stranger = clientOf(await makeUser(aws, 'stranger', EVERYTHING));
  writer = clientOf(await makeSession(aws, { name: 'writer', path: '/fleet/', policy: EVERYTHING }));
  await deploy('CreateStack', [`arn:aws:iam::${aws.account}:role/fleet/writer`]);
});
afterAll(async () => {
  for (const client of [stranger, writer]) client.destroy();
  await aws.stop();
});

const clientOf = (credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }) =>
  new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 });

/** A stack with the table, whose policy denies writes to everybody but these. */
async function deploy(Action: 'CreateStack' | 'UpdateStack', writers: readonly string[]): Promise<void> {
  const statement = {
    ...{ Effect: 'Deny', Principal: '*', Resource: '*' },
    Action: WRITES.map((name) => `dynamodb:${name}`),
    Condition: { ArnNotLike: { 'aws:PrincipalArn': writers } },
  };
  const table = {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'shelf', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'shelf', KeyType: 'HASH' }],
      Replicas: [
        { Region: 'us-east-1' },
        {
          Region: { Ref: 'AWS::Region' },
          ResourcePolicy: { PolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
        },
      ],
    },
  };
  const template = JSON.stringify({ Resources: { Table: table } });
  await asRoot(aws, 'cloudformation', { Action, StackName: 'shelves', TemplateBody: template });
  const described = () => asRoot(aws, 'cloudformation', { Action: 'DescribeStacks', StackName: 'shelves' });
  const done = `<StackStatus>${Action === 'CreateStack' ? 'CREATE' : 'UPDATE'}_COMPLETE<`;
  await vi.waitFor(async () => expect(await described()).toContain(done), { timeout: 20_000 });
}

const Item = { shelf: { S: 'ours' } };
const CALLS: Readonly<Record<string, (client: DynamoDBClient) => Promise<unknown>>> = {
  PutItem: (client) => client.send(new PutItemCommand({ TableName, Item })),
  UpdateItem: (client) => client.send(new UpdateItemCommand({ TableName, Key: Item })),
  DeleteItem: (client) => client.send(new DeleteItemCommand({ TableName, Key: Item })),
  BatchWriteItem: (client) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item } }] } })),
  TransactWriteItems: (client) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item } }] })),
  PartiQL: (client) =>
    client.send(
      new ExecuteStatementCommand({ Statement: `INSERT INTO "${TableName}" VALUE {'shelf': 'theirs'}` }),
    ),
};

describe('the policy of a table', () => {
  it.each(Object.entries(CALLS))('denies %s to whom it does not name', async (_, call) => {
    await expect(call(stranger)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each(Object.entries(CALLS))('lets %s to a session of the role that it names', async (_, call) => {
    await call(writer);
  });

  it('says nothing of what it does not name', async () => {
    await stranger.send(new GetItemCommand({ TableName, Key: Item }));
    const select = new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` });
    await stranger.send(select);
  });

  it('is another after an update of its stack', async () => {
    await deploy('UpdateStack', [`arn:aws:iam::${aws.account}:user/*`]);
    await CALLS['PutItem']!(stranger);
    await expect(CALLS['PutItem']!(writer)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
