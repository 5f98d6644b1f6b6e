import fc from 'fast-check';
import { expect, it } from 'vitest';
import { charactersOf, widthOf } from './width.ts';
import { fitted, shortened, wrapped } from './wrap.ts';

const lines = (...all: readonly string[]) => all.join('\n');

it.each([
  ['what fits', 'one two three', 'one two three'],
  ['a sentence', 'one two three four five', lines('one two three', '    four five')],
  ['an indented one', '  one two three four', lines('  one two three', '      four')],
  ['a last column', 'ok    one two three four', lines('ok    one two', '      three four')],
  ['a mark', '  → one two 3 four five', lines('  → one two 3', '    four five')],
  ['a remark', 'payments-prod (1, eu) is', lines('payments-prod', '    (1, eu) is')],
  ['a word too long', 'x arn:aws:iam::1:role/Long y', lines('x arn:aws:iam::1:role/Long', '    y')],
  ['colour', '\u001b[2mone two three\u001b[22m four', lines('\u001b[2mone two three\u001b[22m', '    four')],
  ['columns', 'one      two    3', lines('one  two  3')],
  ['a row between its cells', 'seven7  one two  five', lines('seven7  one two', '    five')],
  ['a row before a cell', 'one two  three four', lines('one two', '    three four')],
])('breaks %s', (_, given, expected) => {
  expect(wrapped(given, 16)).toBe(expected);
});

it('loses nothing but blanks, and breaks no word', () => {
  const text = fc.array(fc.constantFrom('one', 'a-long-one', '(two, b)', '→', '  ', '\n', 'é'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 60 }), (parts, columns) => {
      const given = parts.join(' ');
      const got = wrapped(given, columns);
      expect(got.split(/\s+/u)).toEqual(given.split(/\s+/u));
      expect(got.split('\n').length).toBeGreaterThanOrEqual(given.split('\n').length);
    }),
  );
});

it('leaves what goes into a file or through a pipe as it is', () => {
  const long = 'word '.repeat(50);
  const sink = { write: () => undefined, columns: 100 };
  expect(fitted(long, { ...sink, isTTY: false })).toBe(long);
  expect(fitted(long, { ...sink, isTTY: true })).toContain('\n');
});

it.each([
  ['payments-prod', 13, 'payments-prod'],
  ['payments-prod', 9, 'paym…prod'],
  ['payments-prod', 4, 'p…od'],
  ['payments-prod', 0, '…'],
])('shortens %s to %d columns: %s', (text, columns, expected) => {
  expect(shortened(text, columns)).toBe(expected);
});

it('shortens to no more than it may', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
      expect(widthOf(shortened(text, columns))).toBe(Math.min(columns, charactersOf(text).length));
    }),
  );
});
