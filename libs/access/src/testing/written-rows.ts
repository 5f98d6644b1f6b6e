import fc from 'fast-check';
import { writtenArn, writtenGroup, writtenName } from './written-scalars.ts';

/** Mostly the first one, now and then one of the others. */
export function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const key = (name: string, ...others: readonly string[]) => mostly(`${name}:`, ...others);
const field = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.tuple(name, value).map((parts) => parts.join(' '));

const roleKey = key(
  'rolearn',
  'roleARN:',
  'RoleArn:',
  '"rolearn":',
  'rolearn :',
  'rolearn',
  'role-arn:',
  'userarn:',
);
const userKey = key(
  'userarn',
  'userARN:',
  'UserArn:',
  "'userarn':",
  'user\u017Farn:',
  'u\u017Ferarn:',
  'rolearn:',
);
const nameKey = key(
  'username',
  'userName:',
  'UserName:',
  'username:\t',
  'username',
  'user:',
  '? username\n:',
);

/** Groups: a block with its dashes in some column, brackets, or what people write in their place. */
const groups = fc
  .tuple(
    key('groups', 'Groups:', '"groups":', 'group:', 'groups :'),
    fc.array(writtenGroup, { maxLength: 4 }),
    mostly('dash', 'dash in', 'brackets', 'lines', 'over-indented', 'text', 'nothing', 'comment'),
  )
  .map(([name, all, style]) => `${name}${groupsText(all, style)}`);

function groupsText(all: readonly string[], style: string): string {
  switch (style) {
    case 'dash':
      return all.map((group) => `\n- ${group.replaceAll('\n', '\n  ')}`).join('');
    case 'dash in':
      return all.map((group) => `\n  - ${group.replaceAll('\n', '\n    ')}`).join('');
    case 'brackets':
      return ` [${all.join(', ')}]`;
    case 'lines':
      return ` [\n${all.map((group) => `  ${group},\n`).join('')}]`;
    case 'over-indented':
      return all.map((group, index) => `\n${' '.repeat(index * 2)}- ${group}`).join('');
    case 'comment':
      return all.map((group) => `\n# one more\n- ${group}`).join('');
    case 'text':
      return ` ${all[0] ?? 'system:masters'}`;
    default:
      return '';
  }
}

const extras = fc.constantFrom(
  'userid: AROAEXAMPLE',
  'userid: 5',
  'USERID: "x"',
  'note: {a: [b, c], d: }',
  'sso: {permissionSetName: Admin, accountID: "111122223333"}',
  'SSO: {permissionsetname: Ops, accountid: "012345678901", partition: aws-cn}',
  'sso:\n  permissionSetName: Dev\n  accountID: 111122223333',
  'sso: ~',
  'groups: [system:masters]',
  'username: again',
  'Username: AGAIN',
  '<<: *base',
  '<<: [*base, {username: merged}]',
  '<<: {groups: [merged]}',
  '# only a comment',
  '1: number',
  'true: yes',
  '! tagged: yes',
  '.inf: key',
  '? [a, b]\n: c',
  '~: nothing',
  'size: !!int 5',
  'size: !!float 5',
  'size: !!int x',
  'blob: !!binary aGVsbG8=',
  'when: 2024-01-02',
  'when: !!timestamp 2024-01-02',
);

/** The fields of a row, each a text of one or more lines, in some order. */
function rowFields(arnKey: fc.Arbitrary<string>): fc.Arbitrary<readonly string[]> {
  const extra = fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: extras });
  return fc
    .tuple(
      field(arnKey, writtenArn),
      field(nameKey, writtenName),
      groups,
      extra,
      mostly('012', '102', '210', '01', '02'),
    )
    .map(([arn, name, all, more, order]) => {
      const usual = [arn, name, all];
      const ordered = Array.from(order, (index) => usual[Number(index)] ?? '');
      return more === undefined ? ordered : [...ordered, more];
    });
}

interface RowStyle {
  readonly dash: string;
  readonly before: string;
  readonly between: string;
}

const rowStyle: fc.Arbitrary<RowStyle> = fc.record({
  dash: mostly(
    '- ',
    '-   ',
    '-\n  ',
    '- # row\n  ',
    '-\t',
    '- &base\n  ',
    '- &base ',
    '- !row\n  ',
    ' - ',
    '  ',
    '-',
  ),
  before: mostly(
    '',
    '# a comment\n',
    '\n',
    '    # far in\n',
    '#- rolearn: old\n#  username: old\n',
    '   \n',
    '\t\n',
  ),
  between: mostly('', '# between\n', '\n', '  # between\n', '\t# tab\n'),
});

function rowText([fields, { dash, before, between }]: readonly [readonly string[], RowStyle]): string {
  const indent = ' '.repeat(Math.max(2, dash.split('\n').at(-1)?.length ?? 2));
  const body = fields.map((one) => one.replaceAll('\n', `\n${indent}`)).join(`\n${between}${indent}`);
  return `${before}${dash}${body}\n`;
}

const oddRows = fc.constantFrom(
  '- *base\n',
  '-\n',
  '- ~\n',
  '- text\n',
  '- []\n',
  '- - a\n',
  '- {}\n',
  'row\n',
);

const merges = mostly(
  '<<: *base',
  '<<: [*base]',
  '<<: *base # the rest',
  '"<<": *base',
  '<<: {username: *base}',
  '<<: *other',
);

/** Rows of which the later ones take what they lack from the first, by an anchor and a merge key at some place. */
function sharedRows(fields: fc.Arbitrary<readonly string[]>): fc.Arbitrary<string> {
  const dash = fc.constantFrom('- &base\n  ', '- &base # all\n  ');
  const plain = { before: '', between: '' };
  const other = fc.tuple(fields, merges, fc.nat(3), fc.nat(3)).map(([all, merge, kept, at]) => {
    const own = all.slice(0, kept).toSpliced(at, 0, merge);
    return rowText([own, { ...plain, dash: '- ' }]);
  });
  return fc
    .tuple(fields, dash, fc.array(other, { minLength: 1, maxLength: 3 }))
    .map(([first, begin, others]) => rowText([first, { ...plain, dash: begin }]) + others.join(''));
}

/** Rows of a list one below the other, as people write them. */
export function writtenRows(list: 'mapRoles' | 'mapUsers'): fc.Arbitrary<string> {
  const fields = rowFields(list === 'mapRoles' ? roleKey : userKey);
  const row = fc.tuple(fields, rowStyle).map(rowText);
  const any = fc.oneof({ weight: 20, arbitrary: row }, { weight: 1, arbitrary: oddRows });
  const rows = fc.array(any, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
  return fc.oneof({ weight: 8, arbitrary: rows }, { weight: 1, arbitrary: sharedRows(fields) });
}
