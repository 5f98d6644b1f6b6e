import fc from 'fast-check';

// What means something to YAML, alone and in the company that makes the difference.
const pieces = [
  ...Array.from('-?:,[]{}#&*!|>\'"%@`~<=ab1 \n\t\\\r'),
  ...[
    ' ',
    ' ',
    '\n',
    '- ',
    ': ',
    '\n  ',
    '\n    ',
    '\n- ',
    '\r\n',
    '---\n',
    '...\n',
    '---',
    '*a',
    '&a ',
    '<<: *a',
  ],
  ...[
    '!!str ',
    '!!int ',
    '!!binary ',
    '!',
    '| ',
    '|\n',
    '>-\n',
    '|+1\n',
    '\\n',
    '\\x41',
    '\\\n',
    "''",
    '""',
    '[]',
  ],
  ...[
    '{}',
    '# c',
    'yes',
    'null',
    '~',
    '1_0',
    '.inf',
    '2024-01-02',
    '%YAML 1.1\n',
    '\u0085',
    '\u2028',
    'é',
    '😀',
  ],
  ...['rolearn: r', 'username: u', 'groups: g', 'rolearn', 'groups', 'sso: '],
];
const scraps = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 })
  .map((all) => all.join(''));

// Where they stand: as a whole value, and in each place of a row.
const places = [
  '@',
  '- rolearn: x\n  username: @',
  '- rolearn: x\n  username: "@"',
  "- rolearn: x\n  username: '@'\n",
  '- rolearn: x\n  username: |\n    @\n  groups: [a]',
  '- rolearn: x\n  groups: [@]\n',
  '- rolearn: x\n  groups:\n  - @\n  - b\n',
  '- {rolearn: x, username: @}',
  '- rolearn: x\n  username: a\n@',
  '- rolearn: x\n  username: a\n  @',
  '[{rolearn: x, groups: [@]}]',
  '- &a\n  rolearn: x\n  username: >\n   b\n   @\n- @\n',
  '- &a {rolearn: x}\n- rolearn: y\n  @: @\n',
];

/** Scraps of YAML in a value: what nobody writes, and a port of a parser may get wrong. */
export const scrapValue: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...places), scraps, scraps)
  .map(([place, first, second]) => place.replace('@', () => first).replace('@', () => second));
