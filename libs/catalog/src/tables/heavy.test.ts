import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { pack, unpack } from './heavy.ts';

const table = { name: 'roster-journal' };
const item = (attribute: string, packed: unknown) => ({ pk: 'STATUS', sk: 'arn:c', [attribute]: packed });
const read = (attribute: string, packed: unknown) => unpack(table, item(attribute, packed), attribute);
const refused = (says: string) => ({
  name: 'BadInputFault',
  message: expect.stringContaining(says) as string,
});
/** What unpacking it throws, as an object. */
function faultOf(attribute: string, packed: Uint8Array): unknown {
  try {
    return read(attribute, packed);
  } catch (error) {
    return error;
  }
}

/** 128 MiB of blanks. */
const bomb = gzipSync(Buffer.alloc(128 * 1024 * 1024, ' '), { level: 1 });

describe('a heavy attribute', () => {
  it.each([
    ['small', { a: 'üß', b: [1, null, true] }],
    ['of text that looks like JSON', { a: '[[[[{{{{",\\",,,,'.repeat(400) }],
    [
      'of many rows',
      Array.from({ length: 13_000 }, (_, at) => ({ arn: `arn:${String(at)}`, groups: ['a', 'b'] })),
    ],
    ['as deep as any', Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], 'x')],
  ])('comes back as it was: %s', (_, value) => {
    expect(read('finding', pack('finding', value, 'finding'))).toEqual(value);
    expect(unpack(table, undefined, 'finding')).toBeUndefined();
    expect(unpack(table, item('task', 'x'), 'finding')).toBeUndefined();
  });

  it.each(['task', 'finding', 'health', 'intent', 'owned', 'foreign', 'toldForeign', 'privileged', 'hold'])(
    'of %s that unpacks to 128 MiB is refused, naming the item, and takes no memory',
    (attribute) => {
      const before = process.memoryUsage().rss;
      expect(faultOf(attribute, bomb)).toMatchObject(
        refused(
          `table roster-journal: ${attribute} of the item STATUS arn:c unpacks to more than any can have`,
        ),
      );
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    },
  );

  it.each<[string, string]>([
    ['deep', '['.repeat(5_000) + ']'.repeat(5_000)],
    ['deep objects', '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)],
    ['many values', `[${'0,'.repeat(1_200_000)}0]`],
    ['many empty lists', `[${'[],'.repeat(600_000)}0]`],
  ])('of %s is refused', (_, json) => {
    expect(faultOf('finding', gzipSync(json))).toMatchObject(refused('unpacks to more than any can have'));
  });

  it.each<[string, Uint8Array]>([
    ['gzip that is cut off', gzipSync('{"a":1}'.repeat(1_000)).subarray(0, 40)],
    ['no gzip', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
    ['no JSON', Buffer.from('nothing')],
    ['no bytes', new Uint8Array()],
  ])('of %s is refused', (_, packed) => {
    expect(faultOf('task', packed)).toMatchObject(
      refused('is no JSON, packed or not: Roster did not write it'),
    );
  });

  it('is not packed where it could not be unpacked', () => {
    const text = 'x'.repeat(17 * 1024 * 1024);
    expect(() => pack('intent', text, 'snapshot of c')).toThrow(
      /^size: the snapshot of c has 18 MB of JSON, the limit is 16 MB$/,
    );
  });
});
