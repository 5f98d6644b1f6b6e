import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An AttributeValue in DynamoDB's JSON: binary is base64. Of its kinds those that somebody here writes. */
export type WireValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: WireItem }
  | { readonly L: readonly WireValue[] };
export type WireItem = Readonly<Record<string, WireValue>>;

/** A command's input as DynamoDB's JSON: absent members left out, and nothing shared with it. */
export function toWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  const wire: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) wire[name] = toWire(member);
  }
  return wire;
}

/** An item as the SDK gives it: binary as Uint8Array. */
export function fromWire(item: WireItem): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(item)) attributes[name] = attribute(value);
  return attributes;
}

function attribute(value: WireValue): AttributeValue {
  if ('B' in value) return { B: new Uint8Array(Buffer.from(value.B, 'base64')) };
  if ('M' in value) return { M: fromWire(value.M) };
  if ('L' in value) return { L: value.L.map(attribute) };
  return value;
}

/** Whether two values are the same, kind and all. */
export function sameValue(a: WireValue, b: WireValue): boolean {
  if (isText(a) || isText(b)) return isText(a) && isText(b) && a.S === b.S;
  if ('N' in a && 'N' in b) return Number(a.N) === Number(b.N);
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The order of two texts (by their bytes) or numbers; undefined where there is none, as of two kinds. */
export function orderOf(a: WireValue, b: WireValue): number | undefined {
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  return 'N' in a && 'N' in b ? Number(a.N) - Number(b.N) : undefined;
}

export function isText(value: WireValue | undefined): value is { readonly S: string } {
  return value !== undefined && 'S' in value;
}
