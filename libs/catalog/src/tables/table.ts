import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { ITEM_VERSION } from '@roster/workflow';
import { toFault } from './faults.ts';
import { versioned } from './version.ts';

/** One of the two tables, and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as plain values, its version aside; binary attributes are Uint8Array. */
export type Item = Key & Readonly<Record<string, unknown>>;

/** Expressions name attributes as `#name` and values as `:name`, the latter to be found in `values`. */
export interface Conditional {
  readonly condition?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}
export interface Put extends Conditional {
  /** Gives up after so many milliseconds, tries again included: TimeoutFault. */
  readonly within?: number;
}
export interface Update extends Conditional {
  readonly update: string;
}
export interface ItemQuery {
  readonly where: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly filter?: string;
  /** Attributes to read; absent: all. */
  readonly only?: readonly string[];
  readonly newestFirst?: boolean;
  readonly limit?: number;
}

/** Reads one item, consistently. */
export async function getItem(table: Table, key: Key): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: table.name, Key: marshall(key), ConsistentRead: true });
  const { Item: item } = await table.client
    .send(command)
    .catch(rethrow(table, `reading ${key.pk === key.sk ? key.pk : `${key.pk} ${key.sk}`}`));
  return item === undefined ? undefined : plain(table, item);
}

/** Puts one item; false when the condition did not hold. */
export async function putItem(table: Table, item: Item, when: Put = {}): Promise<boolean> {
  const command = new PutItemCommand({
    TableName: table.name,
    Item: dynamo(item),
    ...expressions({ ConditionExpression: when.condition }, when.values),
  });
  const patience = when.within === undefined ? {} : { abortSignal: AbortSignal.timeout(when.within) };
  return held(table.client.send(command, patience), table, `writing ${item.pk} ${item.sk}`);
}

/** Updates one item, or makes it; false when the condition did not hold. */
export async function updateItem(table: Table, key: Key, update: Update): Promise<boolean> {
  const texts = { UpdateExpression: update.update, ConditionExpression: update.condition };
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: marshall(key),
    ...expressions(texts, update.values),
  });
  return held(table.client.send(command), table, `updating ${key.pk} ${key.sk}`);
}

/** Deletes one item; false when the condition did not hold. */
export async function deleteItem(table: Table, key: Key, when: Conditional): Promise<boolean> {
  const command = new DeleteItemCommand({
    TableName: table.name,
    Key: marshall(key),
    ...expressions({ ConditionExpression: when.condition }, when.values),
  });
  return held(table.client.send(command), table, `deleting ${key.pk} ${key.sk}`);
}

/** Reads all items of one partition key that the query asks for, page by page, consistently, in order of `sk`. */
export async function queryItems(table: Table, query: ItemQuery): Promise<Item[]> {
  const items: Item[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const command = new QueryCommand({
      TableName: table.name,
      ConsistentRead: true,
      ScanIndexForward: query.newestFirst !== true,
      ...(query.limit === undefined ? {} : { Limit: query.limit }),
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      ...queryExpressions(query),
    });
    const page: QueryCommandOutput = await table.client.send(command).catch(rethrow(table, 'a query'));
    items.push(...(page.Items ?? []).map((item) => plain(table, item)));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < (query.limit ?? Infinity));
  return items;
}

/** An item in DynamoDB's own form, with its version; absent values are left out. */
export function dynamo(item: Item): Record<string, AttributeValue> {
  return marshall({ ...item, v: ITEM_VERSION }, { removeUndefinedValues: true });
}

const plain = (table: Table, item: Record<string, AttributeValue>): Item =>
  versioned(table.name, unmarshall(item) as Item);

function queryExpressions({ where, values, filter, only }: ItemQuery) {
  const projection = only && [...only, 'v'].map((name) => `#${name}`).join(', ');
  const texts = { KeyConditionExpression: where, FilterExpression: filter, ProjectionExpression: projection };
  return expressions(texts, values);
}

/** Every attribute name goes by an alias, so that none meets a word that DynamoDB keeps for itself. */
function expressions<K extends string>(
  texts: Readonly<Record<K, string | undefined>>,
  values: Readonly<Record<string, unknown>> = {},
) {
  const given = Object.entries<string | undefined>(texts).filter(([, text]) => text !== undefined);
  const aliases = given.flatMap(([, text = '']) => aliasesIn(text));
  const bound = Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
  return {
    ...(Object.fromEntries(given) as Partial<Record<K, string>>),
    ...(aliases.length === 0
      ? {}
      : { ExpressionAttributeNames: Object.fromEntries(aliases.map((alias) => [alias, alias.slice(1)])) }),
    ...(Object.keys(bound).length === 0 ? {} : { ExpressionAttributeValues: marshall(bound) }),
  };
}

/** Each text is looked through once: there are a dozen, and a run uses them ten thousand times. */
const known = new Map<string, readonly string[]>();

function aliasesIn(text: string): readonly string[] {
  const aliases = known.get(text) ?? text.match(/#\w+/g) ?? [];
  known.set(text, aliases);
  return aliases;
}

async function held(sending: Promise<unknown>, table: Table, doing: string): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw toFault(error, { table: table.name, doing });
  }
}

function rethrow({ name }: Table, doing: string): (error: unknown) => never {
  return (error) => {
    throw toFault(error, { table: name, doing });
  };
}
