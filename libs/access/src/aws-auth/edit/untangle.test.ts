import { describe, expect, it } from 'vitest';
import { principalKey } from '../../arn/index.ts';
import { editAwsAuth, UneditableError, type Edit } from '../edit.ts';
import { readAwsAuth } from '../read.ts';

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const remove = (name: string): Edit => ({ op: 'remove', principal: principalKey(arn(name)) });
const put = (name: string, username: string, groups: readonly string[]): Edit => ({
  ...{ op: 'put', list: 'mapRoles', principal: principalKey(arn(name)) },
  mapping: { arn: arn(name), username, groups },
});
const edit = (mapRoles: string, ...edits: readonly Edit[]) => editAwsAuth({ mapRoles }, edits)['mapRoles'];
const groupsOf = (mapRoles = '') =>
  Object.fromEntries(readAwsAuth({ mapRoles }).roles.map((row) => [row.username, row.groups.join()]));

/** As js-yaml and PyYAML write a list of groups that a program used three times. */
const SHARED = `- rolearn: ${arn('A')}
  username: a
  groups: &ref_0 # those of all
    - x
    - "a b"
- rolearn: ${arn('B')}
  username: b
  groups: *ref_0 # as A
- rolearn: ${arn('C')}
  username: c
  groups: *ref_0
`;

describe('groups that are an alias of those of another row', () => {
  it('are written out where they change, and nowhere else', () => {
    expect(edit(SHARED, put('B', 'b', ['z']))).toBe(SHARED.replace('*ref_0 # as A', '[z] # as A'));
    expect(edit(SHARED, put('B', 'bb', ['x', 'a b']))).toBe(SHARED.replace('username: b', 'username: bb'));
    expect(edit(SHARED, remove('C'))).toBe(SHARED.slice(0, SHARED.indexOf(`- rolearn: ${arn('C')}`)));
  });

  it('move to the first row that uses them where their own changes or goes', () => {
    const moved = SHARED.replace('*ref_0 # as A', '&ref_0 [x, "a b"] # as A');
    const first = SHARED.indexOf(`- rolearn: ${arn('B')}`);
    expect(edit(SHARED, remove('A'))).toBe(moved.slice(first));
    expect(edit(SHARED, put('A', 'a', ['x']))).toBe(
      moved.replace('&ref_0 # those of all', '# those of all').replace('    - "a b"\n', ''),
    );
    expect(edit(SHARED, put('A', 'aa', ['a b', 'x']))).toBe(SHARED.replace('username: a', 'username: aa'));
  });

  it('move past rows that go or change too', () => {
    const done = edit(SHARED, remove('A'), put('B', 'b', ['z']));
    expect(done).toContain('groups: [z] # as A');
    expect(done).toContain('groups: &ref_0 [x, "a b"]\n');
    expect(groupsOf(done)).toEqual({ b: 'z', c: 'x,a b' });
    expect(groupsOf(edit(SHARED, remove('A'), put('B', 'bb', ['x', 'a b'])))).toEqual({
      bb: 'x,a b',
      c: 'x,a b',
    });
    expect(edit(SHARED, remove('A'), remove('B'), remove('C'))).toBe('[]\n');
  });
});

describe('a whole row behind an anchor', () => {
  const merged = `- &a
  rolearn: ${arn('A')}
  username: a
  groups: [x]
- <<: *a
  rolearn: ${arn('B')}
  username: b
- {<<: *a, rolearn: '${arn('C')}', username: c}
`;

  it('moves to the first that merges it', () => {
    const whole = `&a {rolearn: ${arn('A')}, username: a, groups: [x]}`;
    const rest = merged.slice(merged.indexOf('- <<')).replace('*a', whole);
    expect(edit(merged, remove('A'))).toBe(rest);
    const changed = edit(merged, put('A', 'z', ['y']));
    expect(changed?.endsWith(rest)).toBe(true);
    expect(groupsOf(changed)).toEqual({ z: 'y', b: 'x', c: 'x' });
  });

  it('is overridden in a row that merges it', () => {
    expect(edit(merged, put('B', 'b', ['w']))).toBe(
      merged.replace('username: b\n', "username: b\n  groups: ['w']\n"),
    );
    expect(groupsOf(edit(merged, put('B', 'b', ['y']), put('C', 'c', ['w']), remove('A')))).toEqual({
      b: 'y',
      c: 'w',
    });
  });

  it('is written out where a row is nothing but an alias and changes', () => {
    const twice = `- &a { rolearn: ${arn('A')}, username: a, groups: [x] }\n- *a\n`;
    expect(edit(twice, put('A', 'z', ['x']))).toBe(
      `- &a { rolearn: ${arn('A')}, username: a, groups: [x] }\n- {rolearn: ${arn('A')}, username: z, groups: [x]}\n`,
    );
    expect(edit(twice, remove('A'))).toBe('[]\n');
  });
});

describe('anchors within what moves', () => {
  it('go with it, each to its own first user', () => {
    const nested = `- rolearn: ${arn('A')}
  username: &u a
  groups: &g [&x one, &y two, *u]
- { rolearn: ${arn('B')}, username: b, groups: [*y, *x] }
- { rolearn: ${arn('C')}, username: c, groups: *g }
- { rolearn: ${arn('D')}, username: d, groups: [*x, *u] }
`;
    const done = edit(nested, remove('A'));
    expect(done).toBe(`- { rolearn: ${arn('B')}, username: b, groups: [&y two, &x one] }
- { rolearn: ${arn('C')}, username: c, groups: &g [one, two, a] }
- { rolearn: ${arn('D')}, username: d, groups: [*x, &u a] }
`);
    expect(groupsOf(edit(nested, put('A', 'z', ['one', 'two', 'a'])))).toMatchObject({
      ...{ z: 'one,two,a', b: 'two,one', c: 'one,two,a', d: 'one,a' },
    });
  });

  it('keep what is no text as it is', () => {
    const odd = `- rolearn: ${arn('A')}\n  groups: &g [012, ~, 'no', yes, "a\\nb"]\n- rolearn: ${arn('B')}\n  groups: *g\n`;
    expect(edit(odd, remove('A'))).toBe(
      odd.slice(odd.indexOf('- rolearn: ', 2)).replace('*g', '&g [012, ~, \'no\', yes, "a\\nb"]'),
    );
  });

  it('are refused where they cannot be written out for certain', () => {
    const tagged = `- rolearn: ${arn('A')}\n  groups: &g [!!binary eA==]\n- rolearn: ${arn('B')}\n  groups: *g\n`;
    expect(() => edit(tagged, remove('A'))).toThrow(UneditableError);
  });
});
