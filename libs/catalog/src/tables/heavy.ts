import { Fault } from '@roster/workflow';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A heavy attribute may have so many bytes: beside it an item of DynamoDB (400 KB) needs room for the rest. */
const LIMIT = 380 * 1024;

/**
 * A value as gzipped JSON, for one binary attribute.
 * @throws BadInputFault when it has more than 380 KB; its message begins with `size:` and says how much of `what`.
 */
export function pack(value: unknown, what: string): Uint8Array {
  const packed = gzipSync(JSON.stringify(value));
  if (packed.length <= LIMIT) return packed;
  const size = Math.ceil(packed.length / 1024);
  throw new Fault('BadInputFault', `size: the ${what} has ${size} KB gzipped, the limit is 380 KB`);
}

/** The value that `pack` was given; undefined where the attribute is absent. */
export function unpack(packed: unknown): unknown {
  return packed instanceof Uint8Array ? JSON.parse(gunzipSync(packed).toString('utf8')) : undefined;
}
