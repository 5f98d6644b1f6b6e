import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelExpression, Selector } from './fleet.ts';
import { matches, whyNot } from './selector.ts';

const cluster = {
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/payments-prod',
  name: 'payments-prod',
  account: '111122223333',
  region: 'eu-west-1',
  labels: { env: 'prod', team: 'payments', empty: '' },
};

const yes: readonly [string, Selector][] = [
  ['nothing asked', {}],
  ['all labels', { matchLabels: { env: 'prod', team: 'payments' } }],
  ['an empty label', { matchLabels: { empty: '' } }],
  ['no labels asked', { matchLabels: {}, matchExpressions: [] }],
  ['In', { matchExpressions: [{ key: 'env', operator: 'In', values: ['test', 'prod'] }] }],
  ['NotIn', { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['test'] }] }],
  ['NotIn without the label', { matchExpressions: [{ key: 'ring', operator: 'NotIn', values: ['x'] }] }],
  ['Exists', { matchExpressions: [{ key: 'empty', operator: 'Exists' }] }],
  ['DoesNotExist', { matchExpressions: [{ key: 'ring', operator: 'DoesNotExist' }] }],
  ['account', { accounts: ['444455556666', '111122223333'] }],
  ['Region', { regions: ['eu-west-1'] }],
  ['name', { names: ['payments-prod'] }],
  ['ARN as name', { names: [cluster.arn] }],
];

const no: readonly [string, Selector, string][] = [
  ['other label', { matchLabels: { env: 'dev' } }, 'label env is prod, wanted dev'],
  ['case of a label', { matchLabels: { env: 'Prod' } }, 'label env is prod, wanted Prod'],
  ['missing label', { matchLabels: { ring: 'canary' } }, 'label ring is missing, wanted canary'],
  ['a key of every object', { matchLabels: { constructor: 'x' } }, 'label constructor is missing, wanted x'],
  [
    'In without the label',
    { matchExpressions: [{ key: 'ring', operator: 'In', values: ['a', 'b'] }] },
    'label ring is missing, wanted a or b',
  ],
  [
    'NotIn',
    { matchExpressions: [{ key: 'env', operator: 'NotIn', values: ['prod', 'test'] }] },
    'label env is prod, wanted none of prod, test',
  ],
  ['Exists', { matchExpressions: [{ key: 'ring', operator: 'Exists' }] }, 'label ring is missing'],
  [
    'DoesNotExist',
    { matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] },
    'label env is prod, wanted no such label',
  ],
  ['account', { accounts: ['444455556666'] }, 'account is 111122223333, wanted 444455556666'],
  ['Region', { regions: ['eu-west-2'] }, 'region is eu-west-1, wanted eu-west-2'],
  ['name', { names: ['payments'] }, 'name is payments-prod, wanted payments'],
  ['an empty list', { regions: [] }, 'region is eu-west-1, wanted one of an empty list'],
];

describe('a selector', () => {
  it.each(yes)('matches: %s', (_, selector) => {
    expect(matches(selector, cluster)).toBe(true);
    expect(whyNot(selector, cluster)).toEqual([]);
  });

  it.each(no)('does not match: %s', (_, selector, reason) => {
    expect(matches(selector, cluster)).toBe(false);
    expect(whyNot(selector, cluster)).toEqual([reason]);
  });

  it('tells every part that misses, not the first alone', () => {
    const selector = { accounts: ['1'], matchLabels: { env: 'dev', team: 'payments', ring: 'canary' } };
    expect(whyNot(selector, cluster)).toEqual([
      'account is 111122223333, wanted 1',
      'label env is prod, wanted dev',
      'label ring is missing, wanted canary',
    ]);
  });

  it('matches exactly when there is nothing to say against it; In and NotIn are opposites', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const labels = fc.dictionary(word, word);
    fc.assert(
      fc.property(labels, word, fc.array(word, { maxLength: 3 }), labels, (has, key, values, matchLabels) => {
        const on = { ...cluster, labels: has };
        const test = (operator: LabelExpression['operator']) =>
          matches({ matchExpressions: [{ key, operator, values }] }, on);
        expect(test('NotIn')).toBe(!test('In'));
        expect(test('DoesNotExist')).toBe(!test('Exists'));
        expect(matches({ matchLabels }, on)).toBe(whyNot({ matchLabels }, on).length === 0);
      }),
    );
  });
});
