import fc from 'fast-check';

/** A change of a text at the level of bytes; places are fractions of its length, in [0, 1). */
interface Mutation {
  readonly kind: 'delete' | 'duplicate' | 'swap' | 'insert' | 'splice' | 'set';
  readonly at: number;
  readonly length: number;
  readonly other: number;
  readonly bytes: Uint8Array;
}

const significant = [
  ...Array.from('-?:,[]{}#&*!|>\'"%@`~<=.\\/ \t\n\r0_'),
  ...[
    '- ',
    ': ',
    ' #',
    '\n  ',
    '\n    ',
    '\r\n',
    '---',
    '---\n',
    '...\n',
    '<<: ',
    '|\n',
    '""',
    "''",
    '[]',
    '{}',
  ],
  ...[
    '*a',
    '&a ',
    '!!str ',
    '!!int ',
    '!<x> ',
    '%YAML 1.1\n',
    '\ufeff',
    '\u0085',
    '\u2028',
    '\u00a0',
    '\0',
    '\x07',
  ],
  ...['\\u00e9', '\\ud83d', '\\x41', '\\\n', '\\/', 'null', 'yes', '012', 'groups:', 'username: ', 'é', '😀'],
].map((text) => new TextEncoder().encode(text));
const raw = [
  [0x80],
  [0xff],
  [0xc3],
  [0xe2, 0x80],
  [0xf0, 0x9f, 0x98],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xff, 0xfe],
];

// Not biased to the ends, as numbers of fast-check are otherwise.
const place = fc.noBias(fc.nat(0xffff)).map((part) => part / 0x10000);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('delete', 'duplicate', 'swap', 'insert', 'insert', 'splice', 'set'),
  at: place,
  length: fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
  ),
  other: place,
  bytes: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...significant) },
    { weight: 1, arbitrary: fc.constantFrom(...raw.map((bytes) => Uint8Array.from(bytes))) },
  ),
});

function mutate(text: Uint8Array, change: Mutation, donor: Uint8Array): Uint8Array {
  const at = Math.floor(change.at * (text.length + 1));
  const end = Math.min(text.length, at + change.length);
  const cut = text.subarray(at, end);
  switch (change.kind) {
    case 'delete':
      return join(text.subarray(0, at), text.subarray(end));
    case 'duplicate':
      return join(text.subarray(0, end), cut, text.subarray(end));
    case 'insert':
      return join(text.subarray(0, at), change.bytes, text.subarray(at));
    case 'set':
      return join(text.subarray(0, at), change.bytes, text.subarray(end));
    case 'splice':
      return join(text.subarray(0, at), donor.subarray(Math.floor(change.other * donor.length)));
    case 'swap': {
      const next = Math.min(text.length, end + change.length);
      return join(text.subarray(0, at), text.subarray(end, next), cut, text.subarray(next));
    }
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Texts of `seeds` with one to three changes of their bytes: deleted, duplicated, swapped and replaced runs, inserts
 * of bytes that mean something to YAML, and the end of another text. What results need not be UTF-8.
 */
export function mutated(seeds: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      seeds,
      seeds,
      fc.oneof(
        mutation.map((one) => [one]),
        fc.array(mutation, { minLength: 2, maxLength: 3 }),
      ),
    )
    .map(([text, donor, changes]) => changes.reduce((now, change) => mutate(now, change, donor), text));
}
