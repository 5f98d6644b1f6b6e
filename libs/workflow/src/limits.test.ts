import { expect, it } from 'vitest';
import { readLimits } from './limits.ts';

it('reads what a stack fixes, and nothing where it fixes nothing', () => {
  const limits = {
    protected: ['arn:aws:iam::999999999999:role/BreakGlass'],
    trustedAccounts: ['999999999999'],
    privilegedGroups: ['platform-admins'],
    overridable: ['node-rows'],
  };
  expect(readLimits(JSON.stringify(limits))).toEqual(limits);
  expect(readLimits('{}')).toEqual({});
});

it.each([
  ['no JSON', 'protected', /limits: given .*input/],
  [
    'no principal',
    '{"protected":["arn:aws:s3:::x"]}',
    /protected\.0: must be the ARN of an IAM role or user/,
  ],
  ['no account', '{"trustedAccounts":["1"]}', /trustedAccounts\.0: must be an account id/],
  ['no group', '{"privilegedGroups":[""]}', /privilegedGroups\.0: must be the name of a group/],
  ['a group with a template', '{"privilegedGroups":["{{SessionName}}"]}', /privilegedGroups\.0: must be/],
  ['a rule that nobody may override', '{"overridable":["unparseable"]}', /overridable\.0/],
  ['a rule that is none', '{"overridable":["node-row"]}', /overridable\.0: .*node-rows/],
  ['another key', '{"protect":[]}', /protect/],
])('refuses %s', (_, text, message) => {
  expect(() => readLimits(text)).toThrow(message);
});
