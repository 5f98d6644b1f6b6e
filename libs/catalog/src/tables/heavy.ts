import { Fault } from '@roster/workflow';
import { gunzipSync, gzipSync } from 'node:zlib';
import { assertShallow } from './json-limits.ts';
import type { Item, Table } from './table.ts';

/** A heavy attribute may have so many bytes: beside it an item of DynamoDB (400 KB) needs room for the rest. */
const LIMIT = 380 * 1024;

/** Less than this is kept as it is: DynamoDB reads 4 KB for the price of one, and gzip takes longer than the rest. */
const SMALL = 2 * 1024;

/** What gzip begins with (RFC 1952), and no JSON does. */
const GZIP = 0x1f;

const MB = 1024 * 1024;
/**
 * So many bytes of JSON each kind of value may have: 357 KB of gzip can be 1.5 GB. A ConfigMap has 1 MiB of text; a
 * snapshot holds it, as it stood and (kubectl's annotation) as it was applied, and JSON may double it; a finding names
 * each of its 13,000 rows at most a few times; the health of 10,000 nodes is their names.
 */
const UNPACKED: Readonly<Record<string, number>> = {
  task: 8 * MB,
  finding: 16 * MB,
  health: 4 * MB,
  intent: 16 * MB,
  hold: 16 * MB,
};
const OTHERS = 4 * MB;

/**
 * A value as JSON, gzipped where it is not small, for the binary attribute of that name.
 * @throws BadInputFault when it has more than 380 KB, or more JSON than `unpack` takes; its message begins with `size:`
 * and says how much of `what`.
 */
export function pack(attribute: string, value: unknown, what: string): Uint8Array {
  const json = Buffer.from(JSON.stringify(value));
  if (json.length < SMALL) return json;
  const limit = UNPACKED[attribute] ?? OTHERS;
  if (json.length > limit) {
    const [size, most] = [json.length, limit].map((bytes) => Math.ceil(bytes / MB));
    throw new Fault('BadInputFault', `size: the ${what} has ${size} MB of JSON, the limit is ${most} MB`);
  }
  const packed = gzipSync(json);
  if (packed.length <= LIMIT) return packed;
  const size = Math.ceil(packed.length / 1024);
  throw new Fault('BadInputFault', `size: the ${what} has ${size} KB gzipped, the limit is 380 KB`);
}

/**
 * The value that `pack` was given, out of an item that was read; undefined where the attribute is absent.
 * @throws BadInputFault, naming item and attribute, for what `pack` cannot have made: too much of it, or no JSON
 */
export function unpack({ name }: Pick<Table, 'name'>, item: Item | undefined, attribute: string): unknown {
  const packed = item?.[attribute];
  if (item === undefined || !(packed instanceof Uint8Array)) return undefined;
  try {
    const maxOutputLength = UNPACKED[attribute] ?? OTHERS;
    const json = packed[0] === GZIP ? gunzipSync(packed, { maxOutputLength }) : Buffer.from(packed);
    assertShallow(json);
    return JSON.parse(json.toString('utf8'));
  } catch (error) {
    throw new Fault(
      'BadInputFault',
      `table ${name}: ${attribute} of the item ${item.pk} ${item.sk} ${whyNot(error)}: Roster did not write it; delete the item`,
    );
  }
}

function whyNot(error: unknown): string {
  if (error instanceof RangeError) return 'unpacks to more than any can have';
  return 'is no JSON, packed or not';
}
