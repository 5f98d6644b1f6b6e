import { describe, expect, it } from 'vitest';
import { isTrusted, type RoleRequest, type TrustPolicy, type TrustStatement } from '../src/index.ts';

const ACCOUNT = '999999999999';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app/Worker`;
const USER = `arn:aws:iam::${ACCOUNT}:user/ann`;
const worker: RoleRequest = {
  principal: ROLE,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Worker/w-1`,
  userId: 'AROAEXAMPLE:w-1',
  account: ACCOUNT,
  sessionName: 'roster-1',
};
const ann: RoleRequest = { ...worker, principal: USER, arn: USER, userId: 'AIDAEXAMPLE' };

const allow = (more: Partial<TrustStatement> = {}): TrustStatement => ({
  ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: ACCOUNT } },
  ...more,
});
const policy = (...Statement: readonly TrustStatement[]): TrustPolicy => ({ Statement });
const under = (Condition: NonNullable<TrustStatement['Condition']>) => policy(allow({ Condition }));

describe('whom a trust policy names', () => {
  it.each([
    ['*', true],
    [{ AWS: '*' }, true],
    [{ AWS: ACCOUNT }, true],
    [{ AWS: `arn:aws:iam::${ACCOUNT}:root` }, true],
    [{ AWS: ['arn:aws:iam::111122223333:root', ROLE] }, true],
    [{ AWS: 'arn:aws:sts::999999999999:assumed-role/Worker/w-1' }, true],
    [{ AWS: `arn:aws-cn:iam::${ACCOUNT}:root` }, false],
    [{ AWS: `arn:aws:iam::${ACCOUNT}:role/Worker` }, false],
    [{ Service: 'lambda.amazonaws.com' }, false],
  ] as const)('%j: %s', (Principal, expected) => {
    expect(isTrusted(policy(allow({ Principal })), worker)).toBe(expected);
  });

  it('is nobody without a statement about AssumeRole', () => {
    expect(isTrusted(policy(), worker)).toBe(false);
    expect(isTrusted(policy(allow({ Action: 'sts:AssumeRoleWithSAML' })), worker)).toBe(false);
    expect(isTrusted(policy(allow({ Action: ['sts:TagSession', 'sts:*'] })), worker)).toBe(true);
  });

  it('is nobody whom another statement denies', () => {
    const deny = allow({ Effect: 'Deny', Principal: { AWS: ROLE } });
    expect(isTrusted(policy(allow(), deny), worker)).toBe(false);
    expect(isTrusted(policy(allow(), deny), ann)).toBe(true);
  });
});

describe('under which condition', () => {
  it.each([
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-a1' } }, false],
    [{ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1' } }, true],
    [{ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1' } }, true],
    [{ Null: { 'aws:PrincipalOrgID': 'true' } }, true],
    [{ StringLike: { 'sts:RoleSessionName': ['x-*', 'roster-?'] } }, true],
    [{ StringNotLike: { 'aws:userid': ['*:v-1', '*:w-?'] } }, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/app/W*' } }, true],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*Worker' } }, false],
    [{ ArnEquals: { 'aws:principalarn': ROLE } }, true],
    [{ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, false],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, true],
    [{ StringEquals: { 'aws:PrincipalAccount': ACCOUNT }, ArnLike: { 'aws:PrincipalArn': USER } }, false],
  ] as const)('%j: %s', (Condition, expected) => {
    expect(isTrusted(under(Condition), worker)).toBe(expected);
  });

  it('knows the organisation and MFA of who asks', () => {
    const both = under({
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    });
    expect(isTrusted(both, { ...ann, organization: 'o-a1', mfa: true })).toBe(true);
    expect(isTrusted(both, { ...ann, organization: 'o-b2', mfa: true })).toBe(false);
    expect(isTrusted(both, { ...ann, organization: 'o-a1', mfa: false })).toBe(false);
  });
});

it('refuses to judge by a policy that it does not know all of', () => {
  for (const odd of [
    allow({ Condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-01' } } }),
    allow({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
    { ...allow(), NotAction: 'sts:TagSession' },
    allow({ Effect: 'allow' }),
  ]) {
    expect(() => isTrusted(policy(odd), worker)).toThrow('the sandbox knows no');
  }
});
