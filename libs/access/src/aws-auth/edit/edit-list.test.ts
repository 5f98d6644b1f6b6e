import { describe, expect, it } from 'vitest';
import { principalKey } from '../../arn/index.ts';
import { editAwsAuth, UneditableError, type Edit } from '../edit.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const put = (name: string, username: string, groups: string[]): Edit => {
  const mapping = { arn: arn(name), username, groups };
  return { op: 'put', principal: principalKey(arn(name)), list: 'mapRoles', mapping };
};
const remove = (name: string): Edit => ({ op: 'remove', principal: principalKey(arn(name)) });
const edit = (mapRoles: string, ...edits: Edit[]) => editAwsAuth({ mapRoles }, edits)['mapRoles'];

const [A, B, C] = [arn('A'), arn('B'), arn('C')];

describe('a list in brackets over several lines', () => {
  const row = (name: string) => `  {"rolearn": "${arn(name)}", "username": "u", "groups": ["g"]}`;
  const list = `[\n  # first\n${row('A')},\n  # second\n${row('B')}\n]\n`;

  it('loses rows with their lines and a comma, and no comment', () => {
    expect(edit(list, remove('A'))).toBe(`[\n  # first\n  # second\n${row('B')}\n]\n`);
    expect(edit(list, remove('B'))).toBe(`[\n  # first\n${row('A')}\n  # second\n]\n`);
    expect(edit(list, remove('A'), remove('B'))).toBe('[\n  # first\n  # second\n]\n');
  });

  it('gets rows in lines of their own', () => {
    expect(edit(list, put('C', 'u', ['g']))).toBe(list.replace(row('B'), `${row('B')},\n${row('C')}`));
    expect(edit(list, put('C', 'u', ['g']), remove('A'), remove('B'))).toBe(
      `[\n${row('C')}\n  # first\n  # second\n]\n`,
    );
  });

  it('keeps a comma behind the last row', () => {
    const trailing = list.replace('}\n]', '},\n]');
    expect(edit(trailing, remove('B'))).toBe(`[\n  # first\n${row('A')},\n  # second\n]\n`);
    expect(edit(trailing, remove('B'), put('C', 'u', ['g']))).toBe(
      `[\n  # first\n${row('A')},\n${row('C')},\n  # second\n]\n`,
    );
  });
});

describe('a list of one line', () => {
  it.each([
    [
      `[{"rolearn":"${A}","username":"a"}]`,
      `[{"rolearn":"${A}","username":"a"},{"rolearn":"${C}","username":"c","groups":[]}]`,
    ],
    [
      `- {rolearn: ${A}, username: a, groups: [x]}`,
      `- {rolearn: ${A}, username: a, groups: [x]}\n- {rolearn: ${C}, username: c, groups: []}`,
    ],
    [
      `- {'rolearn': '${A}'}\n`,
      `- {'rolearn': '${A}'}\n- {'rolearn': '${C}', 'username': 'c', 'groups': []}\n`,
    ],
  ])('%s', (before, after) => expect(edit(before, put('C', 'c', []))).toBe(after));
});

describe('a list in lines', () => {
  it('gets rows as a Terraform module writes them', () => {
    const text = `- "groups":\n  - "x"\n  "rolearn": "${A}"\n  "username": "a"\n\n\n`;
    const row = `- "rolearn": "${C}"\n  "username": "c"\n  "groups":\n  - "g"\n`;
    expect(edit(text, put('C', 'c', ['g']))).toBe(text.replace('\n\n\n', `\n${row}\n\n`));
  });

  it('gets rows with the columns of its own', () => {
    const text = `  -   rolearn: '${A}'\n      groups:\n          - 'x'\n`;
    expect(edit(text, put('C', 'c', ['g']))).toBe(
      `${text}  -   rolearn: '${C}'\n      username: 'c'\n      groups:\n          - 'g'\n`,
    );
  });

  it('has [] where its first row stood, when the last one goes', () => {
    expect(edit(`# top\n  - rolearn: ${A}\n  # between\n  - rolearn: ${B}`, remove('A'), remove('B'))).toBe(
      '# top\n  []\n  # between',
    );
  });

  it('may lose all rows and get others', () => {
    expect(edit(`- rolearn: ${A}`, remove('A'), put('B', '012', ['yes']))).toBe(
      `- rolearn: ${B}\n  username: "012"\n  groups:\n    - "yes"`,
    );
  });
});

describe('a value without a row', () => {
  const row = (indent = '') => `${indent}- rolearn: ${A}\n${indent}  username: a\n${indent}  groups: []`;
  it.each([
    ['  []  # none\n', `${row('  ')}  # none\n`],
    ['~', row()],
    ['null # none\n', `${row()} # none\n`],
    ['---\n', `---\n${row()}\n`],
    ['# a\r\n# b', `# a\r\n# b\r\n${row().replaceAll('\n', '\r\n')}\r\n`],
    ['--- []\n', `--- [{"rolearn": "${A}", "username": "a", "groups": []}]\n`],
  ])('%j', (before, after) => expect(edit(before, put('A', 'a', []))).toBe(after));

  it('nor a key', () => expect(editAwsAuth({}, [put('A', 'a', [])])).toEqual({ mapRoles: `${row()}\n` }));
});

describe('what cannot be edited for certain', () => {
  it.each([
    [
      'what others use and is no text',
      `- rolearn: ${A}\n  groups: &g [!!binary eA==]\n- rolearn: ${B}\n  groups: *g\n`,
      /cannot be written out/,
    ],
    [
      'a field before a merge that overrides it',
      `- &b {rolearn: ${B}, username: b}\n- rolearn: ${A}\n  username: a\n  <<: *b\n  rolearn: ${A}\n`,
      /would not read as they should/,
    ],
    ['a field that stands twice', `- rolearn: ${A}\n  username: a\n  UserName: b\n`, /username stands twice/],
    ['text that nobody reads', `  - rolearn: ${A}\n- rolearn: ${B}\n`, /line 2/],
    ['a tag without a value', `- rolearn: ${A}\n  username: !x\n  groups: []\n`, /without a value/],
    ['lines that end in CR alone', `- rolearn: ${A}\r- rolearn: ${B}\r`, /would not read as they should/],
  ])('%s', (_, text, why) => {
    const change = () => edit(text, put('A', 'z', ['z']));
    expect(change).toThrow(UneditableError);
    expect(change).toThrow(why);
  });
});
