import { describe, expect, it } from 'vitest';
import { principalKey } from '../arn/index.ts';
import { editAwsAuth, type Edit } from './edit.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const put = (name: string, username: string, groups: string[]): Edit => ({
  op: 'put',
  principal: principalKey(arn(name)),
  list: 'mapRoles',
  mapping: { arn: arn(name), username, groups },
});
const remove = (name: string): Edit => ({ op: 'remove', principal: principalKey(arn(name)) });
const edit = (mapRoles: string, ...edits: Edit[]) =>
  editAwsAuth({ mapRoles, other: 'x: [' }, edits)['mapRoles'];

const block = `# who may enter
- rolearn: ${arn('A')} # the platform
  userid: AROAX
  username: 'a'
  groups:
  - one
# keep
- groups: [two]
  rolearn: ${arn('B')}
  username: b
# tail
`;

describe('editAwsAuth', () => {
  it('changes only the lines that change', () => {
    const changed = block.replace("'a'", "'boss'").replace('  - one\n', '  - one\n  - system:masters\n');
    expect(edit(block, put('A', 'boss', ['one', 'system:masters']))).toBe(changed);
  });

  it('appends in the style of the neighbours, before the comments at the end', () => {
    const row = `- rolearn: ${arn('C')}\n  username: "{{SessionName}}"\n  groups: [g]\n`;
    expect(edit(block, put('C', '{{SessionName}}', ['g']))).toBe(block.replace('# tail', `${row}# tail`));
  });

  it('removes a row with its lines, and leaves the comments between rows', () => {
    expect(edit(block, remove('A'))).toBe(block.slice(0, 16) + block.slice(block.indexOf('# keep')));
  });

  it('removes earlier duplicates too', () => {
    expect(
      edit(`- rolearn: ${arn('A')}\n- rolearn: ${arn('a')}\n- rolearn: ${arn('B')}\n`, remove('A')),
    ).toBe(`- rolearn: ${arn('B')}\n`);
  });

  it('leaves an empty list when the last row goes', () => {
    expect(edit(`- rolearn: ${arn('A')}\n`, remove('A'))).toBe('[]\n');
  });

  it.each(['', '``', '[]', '# only a comment\n', '# no line end'])('starts a list in %j', (text) => {
    const done = edit(text, put('A', '5', []));
    expect(done).toContain(`- rolearn: ${arn('A')}\n  username: "5"\n  groups: []`);
    expect(done?.startsWith(text.startsWith('#') ? text : '-')).toBe(true);
  });

  it('edits JSON in one line', () => {
    const json = `[{"rolearn":"${arn('A')}","username":"a","groups":["x"]},{"rolearn":"${arn('B')}","username":"b"}]`;
    expect(edit(json, put('A', 'z', ['x', 'y']))).toBe(
      json.replace('"a"', '"z"').replace('["x"]', '["x","y"]'),
    );
    expect(edit(json, remove('B'))).toBe(`[{"rolearn":"${arn('A')}","username":"a","groups":["x"]}]`);
    expect(JSON.parse(edit(json, put('C', 'c', []))!)).toHaveLength(3);
  });

  it('keeps CRLF', () => {
    const crlf = block.replaceAll('\n', '\r\n');
    expect(edit(crlf, put('C', 'c', ['g']))).toBe(
      edit(block, put('C', 'c', ['g']))?.replaceAll('\n', '\r\n'),
    );
  });

  it('keeps a text without a line end at its end without one', () => {
    expect(edit(`- rolearn: ${arn('A')}`, put('B', 'b', []))).toBe(
      `- rolearn: ${arn('A')}\n- rolearn: ${arn('B')}\n  username: b\n  groups: []`,
    );
  });

  it('refuses a document with a YAML error, whichever key it is in', () => {
    const data = { mapRoles: block, mapUsers: '- userarn: x\n  a\n' };
    expect(() => editAwsAuth(data, [put('C', 'c', [])])).toThrow(
      /mapUsers cannot be edited: it cannot be read/,
    );
  });

  it('leaves other keys, and what is as it should be, to the byte', () => {
    const data = { mapRoles: block, mapAccounts: '- "1" ', other: '\t' };
    expect(editAwsAuth(data, [put('A', 'a', ['one'])])).toEqual(data);
  });
});
