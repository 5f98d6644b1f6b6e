import { describe, expect, it } from 'vitest';
import { parseLabelSelector } from './label-selector.ts';

describe('parseLabelSelector', () => {
  it.each([
    ['env=prod', { matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }] }],
    ['env==prod', { matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }] }],
    ['env = prod', { matchExpressions: [{ key: 'env', operator: 'In', values: ['prod'] }] }],
    ['env!=prod', { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod'] }] }],
    ['env=', { matchExpressions: [{ key: 'env', operator: 'In', values: [''] }] }],
    ['example.com/ring', { matchExpressions: [{ key: 'example.com/ring', operator: 'Exists' }] }],
    ['!team', { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] }],
    [
      'env in (prod, staging),team notin (a),!ring',
      {
        matchExpressions: [
          { key: 'env', operator: 'In', values: ['prod', 'staging'] },
          { key: 'team', operator: 'NotIn', values: ['a'] },
          { key: 'ring', operator: 'DoesNotExist' },
        ],
      },
    ],
  ])('reads %j', (text, selector) => {
    expect(parseLabelSelector(text)).toEqual(selector);
  });

  it.each([
    '',
    ',',
    'env=prod,',
    'env notin (prod,)',
    'env in (,)',
    'env in ()',
    'env in prod',
    '=prod',
    'a b',
    'env>3',
    'env=a=b',
    'env in (a',
    '!',
  ])('refuses %j', (text) => {
    expect(() => parseLabelSelector(text)).toThrow(/is no label selector/);
  });

  it('refuses key!= without a value, which would match nearly every cluster', () => {
    expect(() => parseLabelSelector('env!=')).toThrow('"env!=" has no value; write env or !env');
  });
});
