import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dynaliteOverHttp } from './dynalite.ts';
import { freshTables, storeInMemory } from './fresh-tables.ts';

// The embedded store is a DynamoDB of our own: whatever this library may ask, another's answers the same.

const ours = storeInMemory().client;
const theirs = dynaliteOverHttp();

const word = fc.constantFrom('', 'a', 'ab', 'b', 'WRITE#1', 'WRITE#1#back', 'é', '\u{1f600}');
const key = fc.record({ pk: fc.constantFrom('p', 'q'), sk: word.filter((sk) => sk !== '') });
const value = fc.oneof(
  word,
  fc.integer({ min: -20, max: 20 }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 4 }),
  fc.array(word, { maxLength: 2 }),
  fc.record({ S: word, B: fc.uint8Array({ maxLength: 2 }) }),
);
const bytewise = ([low, high]: readonly [string, string]) =>
  Buffer.compare(Buffer.from(low), Buffer.from(high)) <= 0;
const boundsOf = (texts: fc.Arbitrary<string>) => fc.tuple(texts, texts).filter(bytewise);
const sortKey = word.filter((sk) => sk !== '');
// `:x` and `:y` are bounds, `:v` is anything, `:l` a list: others Dynalite refuses by their kind.
const values = fc
  .tuple(boundsOf(word), value, fc.array(word, { maxLength: 2 }))
  .map(([[x, y], v, l]) => ({ ':x': x, ':y': y, ':v': v, ':l': l }));
const CONDITIONS = [
  ...['attribute_exists(pk)', 'attribute_not_exists(#x)', 'NOT contains(#x, :x)', 'contains(x, :x)'],
  ...['#x = :v', '#x <> :v', 'x < :x', '#x <= :x', '#x >= :x OR #y > :y', 'begins_with(#x, :x)'],
  ...['#x BETWEEN :x AND :y', 'attribute_not_exists(#x) OR #x = :v AND #y = :y'],
  ...['(attribute_exists(x) OR attribute_exists(y)) AND NOT #x = :v'],
];
const condition = fc.constantFrom(undefined, ...CONDITIONS);
const UPDATES = [
  ...['SET #x = :v', 'SET x = :v, #y = :y', 'REMOVE #x', 'SET #x = #y REMOVE y'],
  ...['SET #x = list_append(#x, :l)', 'SET #x = :l REMOVE #y', 'SET #y = list_append(:l, x)'],
];
const update = fc.constantFrom(...UPDATES);
const where = fc.constantFrom(
  '#p = :p',
  'pk = :p AND begins_with(#s, :s)',
  '#p = :p AND sk BETWEEN :s AND :t',
);

/** Only what an expression uses may be given with it. */
function given(texts: readonly (string | undefined)[], all: Readonly<Record<string, unknown>>): object {
  const used = new Set(texts.flatMap((text) => text?.match(/[#:]\w+/g) ?? []));
  const names = { '#x': 'x', '#y': 'y', '#p': 'pk', '#s': 'sk' };
  const of = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => used.has(name)));
  const [aliases, bound] = [of(names), of(all)];
  return {
    ...(Object.keys(aliases).length > 0 && { ExpressionAttributeNames: aliases }),
    ...(Object.keys(bound).length > 0 && { ExpressionAttributeValues: marshall(bound) }),
  };
}

type Command = DeleteItemCommand | GetItemCommand | PutItemCommand | QueryCommand | UpdateItemCommand;
type Make = (TableName: string) => Command;
const operation: fc.Arbitrary<Make> = fc.oneof(
  fc
    .record({ key, x: value, condition, values })
    .map(({ key, x, condition: ConditionExpression, values }) => {
      const Item = marshall({ ...key, x });
      const rest = {
        ...(ConditionExpression && { ConditionExpression }),
        ...given([ConditionExpression], values),
      };
      return (TableName: string) => new PutItemCommand({ TableName, Item, ...rest });
    }),
  fc.record({ key, update, condition, values }).map(({ key, update, condition, values }) => {
    const rest = {
      ...(condition && { ConditionExpression: condition }),
      ...given([update, condition], values),
    };
    const input = { Key: marshall(key), UpdateExpression: update, ReturnValues: 'ALL_NEW' as const, ...rest };
    return (TableName: string) => new UpdateItemCommand({ TableName, ...input });
  }),
  fc.record({ key, condition, values }).map(({ key, condition, values }) => {
    const rest = { ...(condition && { ConditionExpression: condition }), ...given([condition], values) };
    return (TableName: string) => new DeleteItemCommand({ TableName, Key: marshall(key), ...rest });
  }),
  key.map((one) => (TableName: string) => new GetItemCommand({ TableName, Key: marshall(one) })),
);

const QUERIES = fc.record({
  where,
  filter: fc.constantFrom(undefined, '#x = :v', 'attribute_exists(x)'),
  only: fc.constantFrom(undefined, 'sk, #x'),
  forward: fc.boolean(),
  limit: fc.constantFrom(undefined, 1, 2, 3),
  bounds: boundsOf(sortKey),
  x: value,
});
const search: fc.Arbitrary<Make> = QUERIES.map(
  ({ where, filter, only, forward, limit, bounds: [s, t], x }) => {
    const input = {
      KeyConditionExpression: where,
      ...(filter && { FilterExpression: filter }),
      ...(only && { ProjectionExpression: only }),
      ...(limit && { Limit: limit }),
      ...given([where, filter, only], { ':p': 'p', ':s': s, ':t': t, ':v': x }),
      ScanIndexForward: forward,
    };
    return (TableName: string) => new QueryCommand({ TableName, ...input });
  },
);

interface Sender {
  send(command: Command): Promise<{ readonly $metadata: object }>;
}

/** What it answers, or the name of what it throws: messages and metadata are each one's own. */
async function answer(client: DynamoDBClient, command: Command): Promise<unknown> {
  try {
    const { $metadata, ...told } = await (client as unknown as Sender).send(command);
    expect($metadata).toBeDefined();
    return told;
  } catch (error) {
    return (error as Error).name;
  }
}

it('answers what Dynalite answers', { timeout: 120_000 }, async () => {
  const script = fc.array(fc.oneof({ arbitrary: operation, weight: 4 }, search), {
    minLength: 5,
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(script, async (makes) => {
      const [a, b] = [(await freshTables(ours())).journal, (await freshTables(theirs())).journal];
      for (const make of makes) {
        const asked = JSON.stringify(make('table').input);
        const [told, expected] = [await answer(a.client, make(a.name)), await answer(b.client, make(b.name))];
        expect({ asked, told }).toEqual({ asked, told: expected });
      }
    }),
    { numRuns: 60 },
  );
});
