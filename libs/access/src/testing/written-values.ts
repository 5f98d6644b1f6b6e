import fc from 'fast-check';
import { arbitraryMapping } from './mappings.ts';
import { mostly, writtenRows } from './written-rows.ts';

/** What stands before and behind a list in its value. */
const beginnings = mostly(
  '',
  '---\n',
  '# roles\n',
  '\n',
  '%YAML 1.1\n---\n',
  '\ufeff',
  '--- # roles\n',
  ' ',
  '--- ',
);
const ends = mostly(
  '',
  ...[
    '\n',
    '\n\n',
    '# the end\n',
    '---\n- rolearn: second\n',
    '...\n',
    'text behind\n',
    ']\n',
    '   ',
    '\t\n',
  ],
  ...['...\n%YAML 1.1\n---\n- a\n', '# the end', '---', '- ', '  behind: too\n', '\u0007'],
);

const breaks = mostly('\n', '\r\n', '\r', '\n\r', '\u0085');
const indents = mostly('', '  ', '    ', '\t');

const block = (list: 'mapRoles' | 'mapUsers') =>
  fc
    .tuple(writtenRows(list), beginnings, ends, breaks, indents)
    .map(([rows, begin, end, lineBreak, indent]) =>
      `${begin}${rows.replaceAll(/^(?=.)/gm, indent)}${end}`.replaceAll('\n', lineBreak),
    );

/** JSON: compact as CDK writes it, pretty, with a slash escaped as PHP does, or flow YAML that is nearly JSON. */
const json = (list: 'mapRoles' | 'mapUsers') =>
  fc
    .tuple(
      fc.array(arbitraryMapping, { maxLength: 4 }),
      mostly('compact', 'pretty', 'slashes', 'flow', 'trailing comma', 'lines'),
    )
    .map(([all, style]) => {
      const rows = all.map(({ arn, ...rest }) => ({
        [list === 'mapRoles' ? 'rolearn' : 'userarn']: arn,
        ...rest,
      }));
      const text = JSON.stringify(rows, undefined, style === 'pretty' ? 2 : 0);
      if (style === 'slashes') return text.replaceAll('/', '\\/');
      if (style === 'flow') return text.replaceAll(/"(\w+)":/g, '$1: ');
      if (style === 'trailing comma') return text.replaceAll('}', ',}').replace(/\]$/, ',]');
      return style === 'lines' ? text.replaceAll(',', ',\n') : text;
    });

const nothing = fc.constantFrom(
  ...[
    '',
    '\n',
    ' ',
    '[]',
    '[]\n',
    '""',
    "''",
    '``',
    ' `` \n',
    '# nothing yet\n',
    '~',
    'null',
    '---\n',
    '{}',
    '- []',
  ],
  ...[
    'rolearn: arn:aws:iam::111122223333:role/Admin\n',
    'text',
    '5',
    '{"rolearn": "x"}',
    '{"a"',
    '[',
    '\ufeff',
    '%',
  ],
);

/** The value of `mapRoles` or `mapUsers`, in every way that people, tools and templates write it, wrong ones too. */
export function writtenList(list: 'mapRoles' | 'mapUsers'): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: block(list) },
    { weight: 3, arbitrary: json(list) },
    { weight: 1, arbitrary: nothing },
  );
}

const account = fc.constantFrom(
  ...[
    '"111122223333"',
    '111122223333',
    '012345678901',
    "'012345678901'",
    '0777',
    '1_000',
    '~',
    '',
    'true',
    '.nan',
  ],
  ...[
    '1111-2222-3333',
    '<ACCOUNT>',
    '${ACCOUNT}',
    '!!str 5',
    '!!int 5',
    '!!int x',
    '!!binary MTIz',
    '*a',
    '&a 5',
  ],
  ...['[1]', '{a: b}', '{{ id }}', '2024-01-02', '"1" # one', '- 5', 'a: b', '!!null ~', '!x 7', '!!float 5'],
);

export const writtenAccounts: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.array(account, { maxLength: 4 }), beginnings, ends)
    .map(([all, begin, end]) => `${begin}${all.map((id) => `- ${id}\n`).join('')}${end}`),
  fc.array(account, { maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
  nothing,
);
