import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NOW } from '../../test/loaded.ts';
import { exampleFleet } from './example-fleet.ts';
import { parseFleet } from './load-fleet.ts';

const ODD = [
  '',
  '\n',
  '  ',
  '\t',
  ':',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '!!int ',
  '? ',
  '| ',
  '> ',
  '%',
  '\u0000',
  '---\n',
  '...\n',
  '<<: ',
  '~',
  '\uFEFF',
  '0x1F',
  '{{',
  '🙂',
];

const cut = fc.record({
  at: fc.nat(),
  drop: fc.nat(30),
  put: fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 6 })),
});

function mutate(text: string, cuts: readonly { at: number; drop: number; put: string }[]): string {
  return cuts.reduce((old, { at, drop, put }) => {
    const place = at % (old.length + 1);
    return old.slice(0, place) + put + old.slice(place + drop);
  }, text);
}

function check(text: string): void {
  const read = parseFleet([{ file: 'f.yaml', text }], { now: NOW });
  if (!('problems' in read)) return;
  expect(read.problems.length).toBeGreaterThan(0);
  const lines = text.split(/\n|\r\n?/);
  for (const { file, line, column, message } of read.problems) {
    expect(file).toBe('f.yaml');
    expect(message).not.toBe('');
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThanOrEqual(Math.max(1, lines.length));
    expect(column).toBeGreaterThan(0);
  }
}

it(
  'whatever becomes of a file, it is a fleet or a list of problems with their places',
  { timeout: 60_000 },
  () => {
    const mutated = fc.array(cut, { minLength: 1, maxLength: 4 }).map((cuts) => mutate(exampleFleet(), cuts));
    fc.assert(fc.property(mutated, check), { numRuns: 700 });
  },
);

it('so it is for any text', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), check), { numRuns: 500 });
});

it.each([['['.repeat(20_000)], ['{a: '.repeat(5000)], ['- '.repeat(5000)]])(
  'so it is for what nests without end',
  (text) => {
    check(text);
  },
);

it('is not blown up by aliases of aliases', () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) =>
      `k${i}: &k${i} [${Array(9)
        .fill(i === 0 ? 'x' : `*k${i - 1}`)
        .join(', ')}]\n`,
  );
  check(`apiVersion: roster/v1\n${levels.join('')}`);
});
