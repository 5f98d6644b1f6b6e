import { describe, expect, it } from 'vitest';
import { editAwsAuth } from '../edit.ts';

const arn = 'arn:aws:iam::111122223333:role/A';
const row = (rest: string) => `- rolearn: ${arn} # kept\n  userid: AROAX\n${rest}`;

function edit(text: string, username: string, groups: string[]): string | undefined {
  const mapping = { arn, username, groups };
  const data = { mapRoles: text };
  const principal = arn.toLowerCase();
  return editAwsAuth(data, [{ op: 'put', principal, list: 'mapRoles', mapping }])['mapRoles'];
}

describe('the username of a row', () => {
  it.each([
    ['  username: a # why\n', '  username: b # why\n'],
    ["  username: 'a'\n", "  username: 'b'\n"],
    ['  "username": "a"\n', '  "username": "b"\n'],
    ['  username: # none\n', '  username: b # none\n'],
    ['  username: 950992723716\n', '  username: b\n'],
    ['  username: |\n    a\n\n  # next\n', '  username: b\n\n  # next\n'],
    ['  username: [a]\n', '  username: b\n'],
    ['  username:\n  - a\n', '  username: b\n'],
    ['  UserName: a\n', '  UserName: b\n'],
    ['  groups: []\n', '  groups: []\n  username: b\n'],
  ])('%j', (before, after) => expect(edit(row(before), 'b', [])).toBe(row(after)));

  it.each([
    '123',
    'yes',
    '~',
    '',
    'a: b',
    'a #b',
    '{{SessionName}}',
    '- a',
    "it's",
    '"',
    'é\n\t',
    '\u0085\u2028',
  ])('is quoted where it needs to be: %j', (username) =>
    expect(edit(row('  username: a\n'), username, [])).toContain(`username: "`),
  );
});

describe('the groups of a row', () => {
  it.each([
    ['  groups: [x, "y"]\n', '  groups: [x, z]\n'],
    ['  groups: ["x","y"]\n', '  groups: ["x","z"]\n'],
    ['  groups:\n  - x # why\n  # and\n  - "y" # so\n', '  groups:\n  - x # why\n  # and\n  - z # so\n'],
    ['  groups:\n      - y\n', '  groups:\n      - x\n      - z\n'],
    ['  groups:\n  - x\n  - z\n  - w\n', '  groups:\n  - x\n  - z\n'],
    ['  groups:\n  -\n  - 5\n', '  groups:\n  - x\n  - z\n'],
    ['  groups: # none\n', '  groups: [x, z] # none\n'],
    ['  groups: x\n', '  groups: [x, z]\n'],
    ['  userid: b\n', '  userid: b\n  groups:\n    - x\n    - z\n'],
  ])('%j', (before, after) => {
    const named = (text: string) => `- username: u\n  rolearn: ${arn}\n${text}`;
    expect(edit(named(before), 'u', ['x', 'z'])).toBe(named(after));
  });

  it('may all go', () => {
    expect(edit(row('  groups:\n  - x\n'), '', [])).toBe(row('  groups: []\n'));
  });

  it('stay as they are when only their order differs', () => {
    const text = row('  username: u\n  groups: [a, b]\n');
    expect(edit(text, 'u', ['b', 'a', 'a'])).toBe(text);
  });
});

describe('a row with a merge key', () => {
  it('gets fields of its own', () => {
    const text = `- &m\n  rolearn: x\n  username: m\n  groups: [x]\n- <<: *m\n  rolearn: ${arn}\n`;
    expect(edit(text, 'u', ['g'])).toBe(`${text}  username: u\n  groups: [g]\n`);
  });
});
