import { describe, expect, it } from 'vitest';
import { readAwsAuth } from './read.ts';
import { admissionsOf, matchesOf } from './match-identity.ts';

const role = 'arn:aws:iam::111122223333:role/Admin';
const user = 'arn:aws:iam::111122223333:user/dev';
const row = (arn: string, username: string, groups = '[g]') =>
  `- rolearn: ${arn}\n  userarn: ${arn}\n  username: ${username}\n  groups: ${groups}\n`;

// facts.md, What the authenticator reads in aws-auth: a test a rule.
describe('readAwsAuth', () => {
  it('ignores top keys in another letter case, and says so', () => {
    const reading = readAwsAuth({ maproles: row(role, 'a') });
    expect(reading.roles).toEqual([]);
    expect(reading.problems).toMatchObject([{ code: 'key-in-wrong-case', key: 'maproles' }]);
  });

  it.each(['', ' \n', '``', '""', "''"])('skips the value %j', (text) => {
    expect(readAwsAuth({ mapRoles: text, mapAccounts: text })).toMatchObject({ roles: [], problems: [] });
  });

  it('has no row of a list with one YAML error, and the others load', () => {
    const reading = readAwsAuth({ mapRoles: `${row(role, 'a')}-\tx: [`, mapUsers: row(user, 'u') });
    expect(reading.roles).toEqual([]);
    expect(reading.unreadable).toEqual(['mapRoles']);
    expect(reading.users).toMatchObject([{ arn: user, username: 'u' }]);
    expect(reading.problems).toMatchObject([
      { severity: 'error', code: 'yaml-error', key: 'mapRoles', line: 5 },
    ]);
  });

  it('keeps a row with a type error, the field empty', () => {
    expect(readAwsAuth({ mapRoles: row(role, '950992723716') }).roles).toMatchObject([
      { username: '', groups: ['g'] },
    ]);
    expect(readAwsAuth({ mapRoles: row(role, 'a', 'g') }).roles).toMatchObject([
      { username: 'a', groups: [] },
    ]);
  });

  it('refuses an unquoted template that begins a value: it is a map as a key', () => {
    expect(readAwsAuth({ mapRoles: row(role, '{{SessionName}}') }).unreadable).toEqual(['mapRoles']);
  });

  it('drops a row without an ARN alone', () => {
    expect(readAwsAuth({ mapRoles: `- username: x\n${row(role, 'a')}` }).roles).toHaveLength(1);
  });

  it('takes the last of duplicates, in any letter case, at its place', () => {
    const reading = readAwsAuth({ mapRoles: row(role, 'a') + row(user, 'b') + row(role.toUpperCase(), 'c') });
    expect(reading.roles.map(({ username }) => username)).toEqual(['b', 'c']);
    expect(reading.problems.map(({ code }) => code)).toContain('duplicate-arn');
  });

  it('keeps the zero of an unquoted account', () => {
    expect(readAwsAuth({ mapAccounts: '- 012345678901\n' }).accounts).toEqual(['012345678901']);
  });

  it('says that a role path can never match', () => {
    const path = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_0';
    const reading = readAwsAuth({ mapRoles: row(path, 'a') });
    expect(reading.problems).toMatchObject([{ code: 'role-path', severity: 'error', line: 1, column: 12 }]);
    expect(matchesOf(reading, 'arn:aws:iam::111122223333:role/AWSReservedSSO_A_0')).toEqual([]);
  });
});

describe('matchesOf', () => {
  const data = {
    mapRoles: row(user, 'user-under-roles'),
    mapUsers: row(role, 'role-under-users') + row(user, 'never'),
    mapAccounts: '- "444455556666"\n',
  };
  it.each([
    [user, 'user-under-roles', 'role'],
    [role.toLowerCase(), 'role-under-users', 'user'],
    ['arn:aws:iam::444455556666:role/Any', 'arn:aws:iam::444455556666:role/Any', 'account'],
  ])('%s comes in as %s by a %s', (arn, username, by) => {
    expect(matchesOf(readAwsAuth(data), arn)).toMatchObject([{ username, by }]);
  });

  it('lets nobody else in', () => {
    expect(matchesOf(readAwsAuth(data), 'arn:aws:iam::111122223333:role/Other')).toEqual([]);
  });
});

describe('admissionsOf', () => {
  const session = { accountId: '111122223333', sessionName: 'ann', accessKeyId: 'ASIAX' };
  const as = (data: Parameters<typeof readAwsAuth>[0], arn: string) =>
    admissionsOf(readAwsAuth(data), { arn, session });

  it('is every row between which chance decides', () => {
    const data = {
      mapUsers:
        row(user, 'one') +
        row(
          user.replace(/[^/]+$/, (name) => name.toUpperCase()),
          'two',
        ),
    };
    expect(as(data, user).map((one) => one.refused ?? one.username)).toEqual(['one', 'two']);
  });

  it('is a refusal where a row names the caller and cannot be rendered: nothing behind it is asked', () => {
    const data = {
      mapRoles: row(role, 'system:node:{{EC2PrivateDNSName}}'),
      mapUsers: row(role, 'never'),
      mapAccounts: '- "111122223333"\n',
    };
    const [only, ...more] = as(data, role);
    expect(only).toMatchObject({ by: 'role' });
    expect(only?.refused).toContain('EC2 instance');
    expect(more).toEqual([]);
  });

  it('renders no username of mapAccounts', () => {
    const odd = 'arn:aws:iam::111122223333:user/{{SessionName}}/bob';
    expect(as({ mapAccounts: '- "111122223333"\n' }, odd)).toEqual([
      { by: 'account', username: odd, groups: [], open: [] },
    ]);
  });

  it('is nothing for a stranger', () => expect(matchesOf(readAwsAuth({}), role)).toEqual([]));
});
