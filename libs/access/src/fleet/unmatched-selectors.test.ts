import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insteadOf } from './existing-values.ts';
import type { Cluster, Fleet, LabelExpression, Selector } from './fleet.ts';
import { matches } from './selector.ts';
import { unmatchedSelectors } from './unmatched-selectors.ts';

const cluster = (name: string, labels: Record<string, string>, account = '111122223333'): Cluster => ({
  ...{ arn: `arn:aws:eks:eu-west-1:${account}:cluster/${name}`, name, account, region: 'eu-west-1' },
  ...{ labels, roles: {}, checks: { daemonSets: [], pods: [], access: [] } },
});
const CLUSTERS = [
  cluster('payments', { env: 'prod', team: 'pay' }),
  cluster('search', { env: 'dev', team: 'find' }, '444455556666'),
];
const source = { file: 'grants.yaml', line: 3, column: 5 };

const fleet = (clusters: readonly Cluster[], selector: Selector): Fleet => ({
  rollout: { waves: [{ name: 'canary', clusters: selector }], failureBudget: { count: 1 } },
  ...{ protected: [], trustedAccounts: [], privilegedGroups: [], denied: [] },
  ownership: [{ clusters: selector, mode: 'exclusive' }],
  clusters,
  grants: [{ name: 'ops', principals: [], username: 'u', groups: [], clusters: selector, source }],
});

const having = (key: string, operator: LabelExpression['operator'], ...values: string[]): Selector => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});

describe('of a selector that matches nothing it is said what there is', () => {
  it.each<[string, Selector, string]>([
    ['a value', { matchLabels: { env: 'staging' } }, 'env has: dev, prod'],
    ['a misspelt value', { matchLabels: { env: 'prdo' } }, 'env has: prod, dev (did you mean prod?)'],
    [
      'a misspelt key',
      { matchLabels: { evn: 'prod' } },
      'no cluster has the label evn; labels there are: env, team (did you mean env?)',
    ],
    [
      'a key of every object',
      { matchLabels: { constructor: 'x' } },
      'no cluster has the label constructor; labels there are: env, team',
    ],
    ['In', having('env', 'In', 'qa', 'uat'), 'env has: dev, prod'],
    ['NotIn', having('env', 'NotIn', 'dev', 'prod'), 'env has: dev, prod (did you mean dev, prod?)'],
    ['Exists', having('ring', 'Exists'), 'no cluster has the label ring; labels there are: env, team'],
    ['DoesNotExist', having('env', 'DoesNotExist'), 'every cluster has the label env'],
    [
      'an account',
      { accounts: ['111122223334'] },
      'accounts there are: 111122223333, 444455556666 (did you mean 111122223333?)',
    ],
    ['a Region', { regions: ['eu-west-2'] }, 'regions there are: eu-west-1 (did you mean eu-west-1?)'],
    ['a name', { names: ['serach'] }, 'names there are: search, payments (did you mean search?)'],
    ['two parts', { matchLabels: { env: 'x', team: 'y' } }, 'env has: dev, prod; team has: find, pay'],
    [
      'what only together matches nothing',
      { matchLabels: { env: 'prod' }, accounts: ['444455556666'] },
      'each part alone matches some clusters (env=prod: 1, accounts: 1), and no cluster matches all of them',
    ],
  ])('%s', (_, selector, instead) => {
    expect(unmatchedSelectors(fleet(CLUSTERS, selector))).toEqual([
      { of: 'wave canary', instead },
      { of: 'ownership[0]', instead },
      { of: 'grant ops', source, instead },
    ]);
  });

  it('eight values at most, the near one first', () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      cluster(`c${String(index)}`, { n: `v${String(index)}` }),
    );
    const instead = insteadOf({ names: ['c4999x'] }, many);
    expect(instead).toBe(
      'names there are: c4999, c0, c1, c10, c100, c1000, c1001, c1002 and 4992 more (did you mean c4999?)',
    );
  });

  it('a fleet without clusters is one finding', () => {
    expect(unmatchedSelectors(fleet([], {}))).toEqual([
      { of: 'every selector', instead: 'the catalog has no cluster' },
    ]);
  });
});

it('names exactly the selectors that match nothing, and always says something', () => {
  const word = fc.constantFrom('a', 'b', 'c');
  const labels = fc.dictionary(word, word);
  const selector = fc.record(
    { matchLabels: labels, names: fc.array(word, { minLength: 1 }) },
    { requiredKeys: [] },
  );
  const clusters = fc.array(fc.tuple(word, labels), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(clusters, selector, (list, one) => {
      const made = list.map(([name, own]) => cluster(name, own));
      const found = unmatchedSelectors(fleet(made, one));
      expect(found).toHaveLength(made.some((each) => matches(one, each)) ? 0 : 3);
      for (const { instead } of found) expect(instead).not.toBe('');
    }),
  );
});
