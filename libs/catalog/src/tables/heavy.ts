import { Fault } from '@roster/workflow';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A heavy attribute may have so many bytes: beside it an item of DynamoDB (400 KB) needs room for the rest. */
const LIMIT = 380 * 1024;

/** Less than this is kept as it is: DynamoDB reads 4 KB for the price of one, and gzip takes longer than the rest. */
const SMALL = 2 * 1024;

/** What gzip begins with (RFC 1952), and no JSON does. */
const GZIP = 0x1f;

/**
 * A value as JSON, gzipped where it is not small, for one binary attribute.
 * @throws BadInputFault when it has more than 380 KB; its message begins with `size:` and says how much of `what`.
 */
export function pack(value: unknown, what: string): Uint8Array {
  const json = Buffer.from(JSON.stringify(value));
  if (json.length < SMALL) return json;
  const packed = gzipSync(json);
  if (packed.length <= LIMIT) return packed;
  const size = Math.ceil(packed.length / 1024);
  throw new Fault('BadInputFault', `size: the ${what} has ${size} KB gzipped, the limit is 380 KB`);
}

/** The value that `pack` was given; undefined where the attribute is absent. */
export function unpack(packed: unknown): unknown {
  if (!(packed instanceof Uint8Array)) return undefined;
  const json = packed[0] === GZIP ? gunzipSync(packed) : Buffer.from(packed);
  return JSON.parse(json.toString('utf8'));
}
