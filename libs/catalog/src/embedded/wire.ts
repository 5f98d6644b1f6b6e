import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A command's input as DynamoDB's JSON: binary as base64, absent members left out, and nothing shared with it. */
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

interface Answer {
  readonly Item?: WireAttributes;
  readonly Items?: readonly WireAttributes[];
  readonly Attributes?: WireAttributes;
}
type WireAttributes = Readonly<Record<string, WireValue>>;
/** As an AttributeValue, but for binary, which is base64. */
interface WireValue {
  readonly B?: string;
  readonly M?: WireAttributes;
  readonly L?: readonly WireValue[];
}

/** An answer as the SDK gives it: binary as Uint8Array wherever it has attributes. (No binary sets: nobody has any.) */
export function fromWire(answer: unknown): object {
  const { Item, Items, Attributes, ...rest } = answer as Answer;
  return {
    ...rest,
    ...(Item === undefined ? {} : { Item: attributes(Item) }),
    ...(Items === undefined ? {} : { Items: Items.map(attributes) }),
    ...(Attributes === undefined ? {} : { Attributes: attributes(Attributes) }),
  };
}

function attributes(wire: WireAttributes): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, attribute(value)]));
}

function attribute(wire: WireValue): AttributeValue {
  if (wire.B !== undefined) return { B: new Uint8Array(Buffer.from(wire.B, 'base64')) };
  if (wire.M !== undefined) return { M: attributes(wire.M) };
  if (wire.L !== undefined) return { L: wire.L.map(attribute) };
  return wire as AttributeValue;
}
