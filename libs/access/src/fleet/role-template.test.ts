import { expect, it } from 'vitest';
import { fillRole } from './role-template.ts';

it('fills partition and account, and keeps the path', () => {
  const template = 'arn:{partition}:iam::{account}:role/roster/RosterRead';
  const cluster = { account: '111122223333', region: 'cn-north-1' };
  expect(fillRole(template, cluster)).toBe('arn:aws-cn:iam::111122223333:role/roster/RosterRead');
});

it('names a placeholder that is none', () => {
  const cluster = { account: '111122223333', region: 'eu-west-1' };
  expect(() => fillRole('arn:aws:iam::{acount}:role/A', cluster)).toThrow(
    'role arn:aws:iam::{acount}:role/A: {acount} is no placeholder; there are {partition} and {account}',
  );
});
