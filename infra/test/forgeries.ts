import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  ExecuteStatementCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { MACHINES, WORKERS } from '@roster/workflow';
import { accessOf } from '../src/control-plane/table-access.ts';

/** A write that somebody tries on one item of a table. */
export interface Forgery {
  readonly table: string;
  /** The partition key; the sort key is `forged`. */
  readonly pk: string;
}

type Send = (client: DynamoDBClient, forgery: Forgery) => Promise<unknown>;

const itemOf = (pk: string) => ({ pk: { S: pk }, sk: { S: 'forged' } });
// Of what is not there: who is let in changes nothing, and the message says so.
const ConditionExpression = 'attribute_exists(pk)';

const batch =
  (requestsOf: (pk: string) => readonly WriteRequest[]): Send =>
  (client, { table, pk }) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { [table]: [...requestsOf(pk)] } }));

const put = (pk: string): WriteRequest => ({ PutRequest: { Item: itemOf(pk) } });
const statement =
  (textOf: (forgery: Forgery) => string): Send =>
  (client, forgery) =>
    client.send(new ExecuteStatementCommand({ Statement: textOf(forgery) }));
const where = (pk: string) => `WHERE pk = '${pk}' AND sk = 'forged'`;

const OPERATIONS: Readonly<Record<string, Send>> = {
  PutItem: (client, { table, pk }) =>
    client.send(new PutItemCommand({ TableName: table, Item: itemOf(pk), ConditionExpression })),
  DeleteItem: (client, { table, pk }) =>
    client.send(new DeleteItemCommand({ TableName: table, Key: itemOf(pk), ConditionExpression })),
  'BatchWriteItem put': batch((pk) => [put(pk)]),
  'BatchWriteItem delete': batch((pk) => [{ DeleteRequest: { Key: itemOf(pk) } }]),
  'TransactWriteItems Put': (client, { table, pk }) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName: table, Item: itemOf(pk), ConditionExpression } }],
      }),
    ),
  'TransactWriteItems Delete': (client, { table, pk }) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Delete: { TableName: table, Key: itemOf(pk), ConditionExpression } }],
      }),
    ),
  'PartiQL insert': statement(
    ({ table, pk }) => `INSERT INTO "${table}" VALUE {'pk': '${pk}', 'sk': 'forged'}`,
  ),
  'PartiQL update': statement(({ table, pk }) => `UPDATE "${table}" SET hold = 'forged' ${where(pk)}`),
  'PartiQL delete': statement(({ table, pk }) => `DELETE FROM "${table}" ${where(pk)}`),
};

/** What the policies name, and what other items have: an attribute that is new in a policy is tried at once. */
const ATTRIBUTES = [
  ...new Set([
    ...MACHINES.flatMap((machine) => WORKERS.flatMap((worker) => accessOf(machine, worker)))
      .flatMap(({ attributes = [] }) => attributes)
      .filter((name) => name !== 'pk' && name !== 'sk'),
    ...[
      'finding',
      'health',
      'intent',
      'kind',
      'landed',
      'mode',
      'other',
      'preview',
      'reason',
      'revision',
      'run',
      'since',
    ],
    ...['at', 'facts', 'standing', 'task', 'timings', 'until', 'was', 'who'],
  ]),
];

const updating = (attribute: string, ReturnValues: 'NONE' | 'ALL_NEW'): Send => {
  return (client, { table, pk }) =>
    client.send(
      new UpdateItemCommand({
        ...{ TableName: table, Key: itemOf(pk), ConditionExpression, ReturnValues },
        UpdateExpression: 'SET #name = :forged',
        ExpressionAttributeNames: { '#name': attribute },
        ExpressionAttributeValues: { ':forged': { S: 'forged' } },
      }),
    );
};

/** Every write of every kind to these partitions: which of them IAM lets through, as `operation partition`, in order. */
export async function letThrough(
  client: DynamoDBClient,
  { table, partitions }: { readonly table: string; readonly partitions: readonly string[] },
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const pk of partitions) {
    const isTaken = (send: Send) => isLet(send(client, { table, pk }));
    for (const [operation, send] of Object.entries(OPERATIONS)) {
      if (await isTaken(send)) taken.push(`${operation} ${pk}`);
    }
    for (const name of ATTRIBUTES) {
      if (!(await isTaken(updating(name, 'NONE')))) continue;
      taken.push(`UpdateItem ${name} ${pk}`);
      if (await isTaken(updating(name, 'ALL_NEW'))) taken.push(`read by UpdateItem ${pk}`);
    }
  }
  return taken.sort();
}

/** As many as `letThrough` tries on a partition: whoever may do everything gets so many through. */
export const ALL_WRITES = Object.keys(OPERATIONS).length + 2 * ATTRIBUTES.length;

/** What DynamoDB answers where IAM lets a call through, and there is no such item. */
const PASSED = ['ConditionalCheckFailedException', 'TransactionCanceledException', 'DuplicateItemException'];

/** False where IAM refuses a call. */
async function isLet(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (PASSED.includes(name)) return true;
    if (name === 'AccessDeniedException') return false;
    throw error;
  }
}
