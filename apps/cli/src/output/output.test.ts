import { describe, expect, it } from 'vitest';
import { safe } from './escape.ts';
import { paintFor } from './paint.ts';
import { amount, plural } from './plural.ts';
import { table } from './table.ts';

describe('safe', () => {
  it.each([
    ['payments-prod', 'payments-prod'],
    ['Zürich → 東京', 'Zürich → 東京'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u001b[2J\u0007', '\\u{1b}[2J\\u{7}'],
    ['\u009b2J\u007f', '\\u{9b}2J\\u{7f}'],
    ['x'.repeat(300_000), `${'x'.repeat(4096)}… (295904 more characters)`],
    ['abc\u202egnp.exe\u2066', 'abc\\u{202e}gnp.exe\\u{2066}'],
  ])('shows %j as %j', (given, shown) => {
    expect(safe(given)).toBe(shown);
  });
});

describe('colour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('on a terminal: %j, with %j: %j', (isTTY, env, coloured) => {
    expect(paintFor({ isTTY }, env)('red', 'x') !== 'x').toBe(coloured);
  });
});

describe('table', () => {
  it('puts cells into columns, numbers at the right, and ends no line with blanks', () => {
    const rows = [
      ['one', '9', 'x'],
      ['twelve', '1,000', ''],
    ];
    expect(table(rows, { indent: 2, right: [1] })).toBe('  one         9  x\n  twelve  1,000\n');
  });

  it('gives colour and combined characters the room that a reader sees', () => {
    expect(
      table([
        ['\u001b[31mé\u001b[39m', 'b'],
        ['xx', 'b'],
      ]),
    ).toBe('\u001b[31mé\u001b[39m   b\nxx  b\n');
  });

  it('is empty without rows', () => {
    expect(table([])).toBe('');
  });
});

it('counts as people do', () => {
  expect([plural(1, 'cluster'), plural(2500, 'cluster'), plural(2, 'entry', 'entries'), amount(0)]).toEqual([
    '1 cluster',
    '2,500 clusters',
    '2 entries',
    '0',
  ]);
});
