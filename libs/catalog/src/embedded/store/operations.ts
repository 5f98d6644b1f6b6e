import { condition } from '../expression/condition.ts';
import { update } from '../expression/update.ts';
import { invalid, Refusal } from '../refusal.ts';
import { fromWire, type WireItem, type WireValue } from '../wire.ts';
import { checkSize } from './item-size.ts';
import { query, type QueryInput } from './query.ts';
import { recordKeyOf, type Tables } from './tables.ts';

/** An operation of DynamoDB: its input in DynamoDB's JSON, its output as the SDK gives it. Throws Refusal. */
export type Operation = (tables: Tables, input: never) => object | Promise<object>;

interface Named {
  readonly TableName: string;
}
interface Conditional extends Named {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, WireValue>>;
}

/** The operations that this library uses. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateTable: async (tables, { TableName }: Named) => {
    await tables.create(TableName);
    return describe(TableName);
  },
  DescribeTable: (tables, { TableName }: Named) => {
    tables.check(TableName);
    return describe(TableName);
  },
  GetItem: (tables, { TableName, Key }: Named & { readonly Key: WireItem }) => {
    tables.check(TableName);
    const item = tables.records.get(recordKeyOf(TableName, Key));
    return item === undefined ? {} : { Item: fromWire(item) };
  },
  PutItem: async (tables, input: Conditional & { readonly Item: WireItem }) => {
    await change(tables, input, { key: input.Item, to: () => input.Item });
    return {};
  },
  DeleteItem: async (tables, input: Conditional & { readonly Key: WireItem }) => {
    await change(tables, input, { key: input.Key, to: () => undefined });
    return {};
  },
  UpdateItem: updateItem,
  BatchWriteItem: batchWrite,
  Query: (tables, input: QueryInput) => query(tables, input),
};

function describe(TableName: string): object {
  const KeySchema = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ];
  const BillingModeSummary = { BillingMode: 'PAY_PER_REQUEST' };
  return { Table: { TableName, TableStatus: 'ACTIVE', BillingModeSummary, KeySchema } };
}

interface Change {
  readonly key: WireItem;
  /** What the item becomes; undefined: nothing. `scope` has what stands there, or nothing. */
  readonly to: (scope: ReturnType<typeof scopeOf>) => WireItem | undefined;
}

/** Reads, judges and sets one item in one step. ConditionalCheckFailedException where its condition does not hold. */
async function change(
  tables: Tables,
  input: Conditional,
  { key, to }: Change,
): Promise<WireItem | undefined> {
  const { TableName, ConditionExpression } = input;
  tables.check(TableName);
  const at = recordKeyOf(TableName, key);
  const scope = scopeOf(input, tables.records.get(at));
  if (ConditionExpression !== undefined && !condition(ConditionExpression)(scope)) {
    throw new Refusal('ConditionalCheckFailedException', 'The conditional request failed');
  }
  const changed = to(scope);
  if (changed !== undefined) checkSize(changed);
  await tables.records.set(at, changed);
  return changed;
}

function scopeOf(input: Conditional, item: WireItem = {}) {
  return {
    item,
    names: input.ExpressionAttributeNames ?? {},
    values: input.ExpressionAttributeValues ?? {},
  };
}

interface UpdateInput extends Conditional {
  readonly Key: WireItem;
  readonly UpdateExpression?: string;
  readonly ReturnValues?: string;
}

async function updateItem(tables: Tables, input: UpdateInput): Promise<object> {
  const { Key, UpdateExpression, ReturnValues = 'NONE' } = input;
  if (!['NONE', 'ALL_NEW'].includes(ReturnValues))
    throw invalid(`ReturnValues ${ReturnValues} is not known here`);
  const changed = await change(tables, input, {
    key: Key,
    to: (scope) => ({
      ...(UpdateExpression === undefined ? scope.item : update(UpdateExpression)(scope)),
      ...Key,
    }),
  });
  return ReturnValues === 'ALL_NEW' && changed !== undefined ? { Attributes: fromWire(changed) } : {};
}

interface BatchInput {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
}
interface WriteRequest {
  readonly PutRequest?: { readonly Item: WireItem };
  readonly DeleteRequest?: { readonly Key: WireItem };
}

async function batchWrite(tables: Tables, { RequestItems }: BatchInput): Promise<object> {
  const writes = Object.entries(RequestItems).flatMap(([table, requests]) =>
    requests.map(({ PutRequest, DeleteRequest }) => {
      tables.check(table);
      if (PutRequest !== undefined) checkSize(PutRequest.Item);
      const item = PutRequest?.Item;
      return { key: recordKeyOf(table, item ?? DeleteRequest?.Key ?? {}), item };
    }),
  );
  await Promise.all(writes.map(({ key, item }) => tables.records.set(key, item)));
  return { UnprocessedItems: {} };
}
