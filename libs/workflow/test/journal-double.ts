/** DynamoDB's JSON, as far as the state machine uses it: texts; and `v`, a number, which nobody here reads. */
export type Item = Record<string, { S: string }>;

interface Params {
  readonly Key: { readonly pk: { S: string }; readonly sk: { S: string } };
  readonly KeyConditionExpression: string;
  readonly FilterExpression: string;
  readonly ProjectionExpression: string;
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Item;
}

/** The journal's table in memory: the two operations of the state machine, and the expressions that it uses. */
export class JournalDouble {
  private readonly partitions = new Map<string, Map<string, Item>>();

  put(item: Item): void {
    const { S: key } = item['pk']!;
    const partition = this.partitions.get(key) ?? new Map<string, Item>();
    this.partitions.set(key, partition.set(item['sk']!.S, item));
  }

  get(pk: string, sk: string): Item | undefined {
    return this.partitions.get(pk)?.get(sk);
  }

  items(): Item[] {
    return [...this.partitions.values()].flatMap((partition) => [...partition.values()]);
  }

  query(raw: unknown): { Items: Item[] } {
    const params = raw as Params;
    const fields = params.ProjectionExpression.split(', ').map((name) => nameIn(params, name));
    const [, key] = /^pk = (:\w+)$/.exec(params.KeyConditionExpression)!;
    const partition =
      this.partitions.get(params.ExpressionAttributeValues[key!]!.S) ?? new Map<string, Item>();
    const found = [...partition.values()].filter((item) => holds(params.FilterExpression, item, params));
    const projected = (item: Item): Item =>
      Object.fromEntries(fields.flatMap((field) => (item[field] ? [[field, item[field]]] : [])));
    return { Items: found.map(projected) };
  }

  updateItem(raw: unknown): Record<string, never> {
    const params = raw as Params;
    const { pk, sk } = params.Key;
    const item = this.get(pk.S, sk.S) ?? { pk, sk };
    if (!holds(params.ConditionExpression, item, params))
      throw named('DynamoDB.ConditionalCheckFailedException');
    const sets = params.UpdateExpression.replace('SET ', '').split(/, (?=#)/);
    const changed = sets.map((set) => {
      const [, name, unless, value] = /^(#\w+) = (if_not_exists\(\1, )?(:\w+)\)?$/.exec(set) ?? [];
      if (name === undefined) throw new Error(`the double does not know: ${set}`);
      const field = nameIn(params, name);
      const stands = unless === undefined ? undefined : item[field];
      return [field, stands ?? params.ExpressionAttributeValues[value!]!] as const;
    });
    this.put({ ...item, ...Object.fromEntries(changed) });
    return {};
  }
}

const nameIn = (params: Params, name: string): string => params.ExpressionAttributeNames[name] ?? name;

/** `a = :b`, `a <= :b`, `attribute_not_exists(a)`, joined by OR: what the file uses, and an error for the rest. */
function holds(expression: string, item: Item, params: Params): boolean {
  return expression.split(' OR ').some((term) => {
    const absent = /^attribute_not_exists\((\S+)\)$/.exec(term);
    if (absent) return item[nameIn(params, absent[1]!)] === undefined;
    const [, name, operator, value] = /^(\S+) (=|<=) (:\w+)$/.exec(term) ?? [];
    if (name === undefined) throw new Error(`the double does not know: ${term}`);
    const has = item[nameIn(params, name)]?.S;
    const asked = params.ExpressionAttributeValues[value!]!.S;
    return has !== undefined && (operator === '=' ? has === asked : has <= asked);
  });
}

/** An error whose name alone matters. */
export function named(name: string): Error {
  const error = new Error(`${name}, as a test asked`);
  error.name = name;
  return error;
}
