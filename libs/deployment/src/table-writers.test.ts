import { describe, expect, it } from 'vitest';
import { writersIn } from './table-writers.ts';

const ROLE = 'arn:aws:iam::999999999999:role';

describe('writersIn', () => {
  const deny = (more: object = {}) => ({
    ...{ Effect: 'Deny', Principal: '*', Action: ['dynamodb:PutItem'], Resource: '*' },
    Condition: { ArnNotLike: { 'aws:PrincipalArn': [`${ROLE}/A`] } },
    ...more,
  });

  it.each([
    ['a policy', { Statement: [deny()] }, [`${ROLE}/A`]],
    [
      'one statement, one writer',
      { Statement: deny({ Condition: { ArnNotLike: { 'aws:PrincipalArn': 'x' } } }) },
      ['x'],
    ],
    ['a Deny of reads', { Statement: [deny({ Action: 'dynamodb:GetItem' })] }, undefined],
    ['an Allow', { Statement: [deny({ Effect: 'Allow' })] }, undefined],
    ['a Deny without exceptions', { Statement: [deny({ Condition: {} })] }, undefined],
    ['no statement', {}, undefined],
  ])('of %s', (_, policy, writers) => {
    expect(writersIn(JSON.stringify(policy))).toEqual(writers);
  });

  it('of what is no policy', () => {
    expect(writersIn('')).toBeUndefined();
  });
});
