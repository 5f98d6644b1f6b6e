import fc from 'fast-check';
import { arns } from './mappings.ts';

/** Ways to write a text as the value of a field; lines after the first are indented below the key. */
const forms: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => `'${text.replaceAll("'", "''")}'`,
  (text) => `${text}   `,
  (text) => `${text}\t`,
  (text) => `${text} # who`,
  (text) => `"${text}" # who`,
  (text) => `\t${text}`,
  (text) => `  "${text}"`,
  (text) => `\n  ${text}`,
  (text) => `>-\n  ${text}`,
  (text) => `|\n  ${text}`,
  (text) => `|+\n  ${text}\n`,
  (text) => `>\n  ${text}\n  more`,
  (text) => `${text}\n  more`,
  (text) => `"${text}\n  more"`,
  (text) => `"${text}\\\n  more"`,
  (text) => `'${text}\n\n  more'`,
  (text) => `!!str ${text}`,
  (text) => `! ${text}`,
  (text) => `!mine "${text}"`,
  (text) => `&text ${text}`,
  (text) => `|2-\n    ${text}`,
  (text) => `"${text}`,
  (text) => `${text}"`,
  (text) => `- ${text}`,
  (text) => `[${text}]`,
  (text) => `{${text}}`,
];

const form = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...forms.slice(0, 3)) },
  { weight: 1, arbitrary: fc.constantFrom(...forms) },
);

/** Texts as they are written: mostly plain or in quotes, now and then in one of the rarer ways, or a wrong one. */
const written = (text: fc.Arbitrary<string>) => fc.tuple(text, form).map(([value, write]) => write(value));

const oddArns = [
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
  'arn:aws:sts::111122223333:assumed-role/Admin/session',
  'arn:aws-cn:iam::111122223333:role/Admin',
  'ARN:AWS:IAM::111122223333:ROLE/ADMIN',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::<ACCOUNT>:role/Admin',
  'arn:aws:iam::${ACCOUNT}:role/${ROLE}',
  '{{ account.role }}',
  '<ARN of instance role (not instance profile)>',
  'arn:aws:iam::111122223333:role/Bücher',
  'arn:aws:iam::111122223333:role/İstanbul',
  '""',
  '~',
  '',
];
export const writtenArn = written(
  fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...arns) },
    { weight: 1, arbitrary: fc.constantFrom(...oddArns) },
  ),
);

const names = ['admin', 'system:node:{{EC2PrivateDNSName}}', 'ops:{{SessionName}}', 'first.last@example.com'];
const oddNames = [
  ...['012345678901', '950992723716', '0o17', '0x1F', '0b101', '1_000', '1e3', '.5', '-1', '+1', '12:30:45'],
  ...['no', 'Yes', 'on', 'y', 'true', 'null', '~', '', '.inf', '.NaN', '2024-01-02', '<<', '=', '*', '*text'],
  ...[
    '{{SessionName}}',
    '{{EC2PrivateDNSName}}',
    '%{user}',
    '@me',
    '`me`',
    '#me',
    '!me',
    '? me',
    'a: b',
    'a:b',
  ],
  ...[
    '- me',
    '---',
    '...',
    '日本語',
    'naïve',
    '😀',
    'a\u0085b',
    'a\u2028b',
    "o'brien",
    'C:\\x',
    'a\\/b',
    '"me"x',
  ],
];
export const writtenName = written(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom(...oddNames) },
  ),
);

const groupNames = ['system:masters', 'system:nodes', 'system:bootstrappers', 'view', '{{AccountID}}-team'];
const oddGroups = [
  '',
  '1',
  'true',
  'null',
  '~',
  '[]',
  '{}',
  '[view]',
  'a: b',
  '- view',
  '*',
  '"view',
  '# view',
];
export const writtenGroup = written(
  fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...groupNames) },
    { weight: 1, arbitrary: fc.constantFrom(...oddGroups) },
  ),
);
