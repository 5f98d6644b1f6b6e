import { condition } from '../expression/condition.ts';
import { keyRange } from '../expression/key-range.ts';
import { nameOf } from '../expression/scope.ts';
import { fromWire, type WireItem, type WireValue } from '../wire.ts';
import { recordKey, recordKeyOf, type Tables } from './tables.ts';

export interface QueryInput {
  readonly TableName: string;
  readonly KeyConditionExpression: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, WireValue>>;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: WireItem;
}

/** Query: a page of one partition's items in the order of `sk`, filtered and projected after they were counted. */
export async function query(tables: Tables, input: QueryInput): Promise<object> {
  const { TableName, ScanIndexForward = true, Limit = Infinity, FilterExpression } = input;
  tables.check(TableName);
  const names = input.ExpressionAttributeNames ?? {};
  const values = input.ExpressionAttributeValues ?? {};
  const { pk, from, to } = keyRange(input.KeyConditionExpression)({ names, values });
  const [first, last] = [recordKey(TableName, pk, from), recordKey(TableName, pk, to)];
  const { items, cut } = await tables.records.page({
    from: first,
    to: last,
    behind: input.ExclusiveStartKey && recordKeyOf(TableName, input.ExclusiveStartKey),
    newestFirst: !ScanIndexForward,
    limit: Limit,
  });
  const wanted = input.ProjectionExpression?.split(',').map((word) => nameOf({ names }, word.trim()));
  const holds = FilterExpression === undefined ? undefined : condition(FilterExpression);
  const found = holds === undefined ? items : items.filter((item) => holds({ item, names, values }));
  const end = items.at(-1);
  return {
    Items: found.map((item) => fromWire(wanted === undefined ? item : only(item, wanted))),
    Count: found.length,
    ScannedCount: items.length,
    ...(cut && end !== undefined ? { LastEvaluatedKey: fromWire(only(end, ['pk', 'sk'])) } : {}),
  };
}

function only(item: WireItem, names: readonly string[]): WireItem {
  const kept: Record<string, WireValue> = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
