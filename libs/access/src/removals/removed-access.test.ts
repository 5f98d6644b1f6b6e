import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster, Fleet, Grant } from '../fleet/fleet.ts';
import { resolveGrants } from '../fleet/resolve-grants.ts';
import { removedAccess, type RemovedAccess } from './removed-access.ts';

const now = new Date('2027-01-31T12:00:00Z');
const role = (name: string, account = '111122223333') => `arn:aws:iam::${account}:role/${name}`;

const cluster = (name: string, labels: Record<string, string> = { env: 'prod' }): Cluster => ({
  ...{ arn: `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`, name, account: '111122223333' },
  ...{ region: 'eu-west-1', labels, roles: {}, checks: { daemonSets: [], pods: [], access: [] } },
});

const grant = (name: string, more: Partial<Grant> = {}): Grant => ({
  ...{ name, principals: [{ arn: role(name) }], username: name, groups: [`${name}s`] },
  ...{
    clusters: { matchLabels: { env: 'prod' } },
    source: { file: 'fleet/grants.yaml', line: 7, column: 5 },
  },
  ...more,
});

const fleet = (clusters: readonly Cluster[], grants: readonly Grant[]): Fleet => ({
  ...{ rollout: { waves: [], failureBudget: { percent: 5 } }, protected: [], trustedAccounts: [] },
  ...{ privilegedGroups: [], denied: [], ownership: [], clusters, grants },
});

const many = (count: number, labels?: Record<string, string>) =>
  Array.from({ length: count }, (_, index) => cluster(`c${String(index)}`, labels));

const FILES = ['fleet/grants.yaml'];
const GRANTS = ['a', 'b', 'c', 'd'].map((name) => grant(name));

/** From four grants on ten clusters to this. */
const to = (after: Partial<Fleet>, files: readonly string[] = FILES): RemovedAccess => {
  const before = fleet(many(10), GRANTS);
  return removedAccess({ before, after: { ...before, ...after }, now, files });
};

const replaced = (more: Partial<Grant>) =>
  GRANTS.map((one) => (one.name === 'a' ? { ...one, ...more } : one));

describe('why a principal loses what a grant gave it', () => {
  it.each<[string, Partial<Fleet>, object, (readonly string[])?]>([
    ['grantGone', { grants: GRANTS.slice(1) }, { detail: 'it was in fleet/grants.yaml:7' }],
    ['fileMissing', { grants: GRANTS.slice(1) }, { detail: 'it was in fleet/grants.yaml' }, ['fleet/b.yaml']],
    ['principalGone', { grants: replaced({ principals: [{ arn: role('x') }] }) }, { detail: '' }],
    ['untilPassed', { grants: replaced({ until: '2027-01-01' }) }, { detail: 'until 2027-01-01' }],
    [
      'selectorChanged',
      { grants: replaced({ clusters: { matchLabels: { env: 'prdo' } } }) },
      { detail: 'label env is prod, wanted prdo' },
    ],
    [
      'accessChanged',
      { grants: replaced({ groups: ['fewer'] }) },
      { loss: 'reduced', principals: [role('a')], groups: ['as'] },
    ],
    ['accessChanged', { grants: replaced({ username: 'other' }) }, { loss: 'reduced', groups: [] }],
  ])('%s', (cause, after, more, files) => {
    const { byGrant, count, of } = to(after, files);
    expect(byGrant).toEqual([
      expect.objectContaining({ grant: 'a', cause, loss: 'lost', count: 10, ...more }),
    ]);
    expect([count, of]).toEqual([10, 40]);
  });

  it('labelChanged, for each grant that asked for the label', () => {
    const { byGrant, bareClusters } = to({ clusters: many(10, { environment: 'prod' }) });
    expect(byGrant.map(({ grant: name, cause, count }) => [name, cause, count])).toEqual(
      GRANTS.map(({ name }) => [name, 'labelChanged', 10]),
    );
    expect(byGrant[0]?.detail).toBe('label env is missing, wanted prod');
    expect(bareClusters).toHaveLength(10);
  });

  it('clusterLeft: nobody is removed there, and nobody looks after it any more', () => {
    const { byGrant, count, bareClusters } = to({ clusters: many(9) });
    expect(byGrant).toHaveLength(4);
    expect(byGrant[0]).toMatchObject({ cause: 'clusterLeft', clusters: [cluster('c9').arn] });
    expect([count, bareClusters]).toEqual([4, []]);
  });
});

describe('what is no removal', () => {
  it.each<[string, Partial<Fleet>]>([
    ['nothing changed', {}],
    ['another name for the grant', { grants: replaced({ name: 'renamed' }) }],
    [
      'another grant gives the same',
      { grants: [...GRANTS.slice(1), grant('e', { ...GRANTS[0], name: 'e' })] },
    ],
    ['more groups', { grants: replaced({ groups: ['as', 'more'] }) }],
    ['more principals', { grants: replaced({ principals: [{ arn: role('a') }, { arn: role('n') }] }) }],
    ['the same role by its name', { grants: replaced({ principals: [{ roleName: 'a' }] }) }],
    ['a label that nobody asks for', { clusters: many(10, { env: 'prod', team: 'x' }) }],
    ['the order', { grants: GRANTS.toReversed(), clusters: many(10).toReversed() }],
  ])('%s', (_, after) => {
    expect(to(after)).toMatchObject({ count: 0, byGrant: [], decide: [] });
  });

  it('the first push; and a grant past its until, gone or not', () => {
    const ended = fleet(many(10), [grant('a', { until: '2027-01-30' })]);
    const none = { count: 0, of: 0, decide: [] };
    expect(removedAccess({ before: undefined, after: fleet(many(10), GRANTS), now })).toMatchObject(none);
    expect(removedAccess({ before: ended, after: fleet(many(10), []), now })).toMatchObject(none);
  });
});

describe('what somebody has to decide', () => {
  it('is more than five, and more than 20 % of all pairs', () => {
    expect(to({ grants: replaced({ clusters: { names: ['c0', 'c1'] } }) })).toMatchObject({
      ...{ count: 8, of: 40, limit: 8, decide: [] },
    });
    expect(to({ grants: replaced({ clusters: { names: ['c0'] } }) })).toMatchObject({
      ...{ count: 9, limit: 8, decide: ['overLimit'] },
    });
    const two = fleet(many(2), GRANTS);
    const one = removedAccess({ before: two, after: { ...two, grants: GRANTS.slice(2) }, now });
    expect(one).toMatchObject({ count: 4, of: 8, limit: 5, decide: [] });
  });

  it('is a grant without clusters, and a cluster without access, however few', () => {
    const extra = grant('x', { clusters: { names: ['one'] } });
    const before = fleet([...many(10), cluster('one', {})], [...GRANTS, extra]);
    const renamed = { ...before, grants: [...GRANTS, { ...extra, clusters: { names: ['noe'] } }] };
    expect(removedAccess({ before, after: renamed, now })).toMatchObject({
      ...{ count: 1, idleGrants: ['x'], bareClusters: [cluster('one').arn] },
      decide: ['bareClusters', 'idleGrants'],
    });
  });

  it('is no grant that ended, and none that never matched', () => {
    const idle = grant('x', { clusters: { names: ['nowhere'] } });
    const before = fleet(many(10), [...GRANTS, idle, grant('y', { until: '2027-01-01' })]);
    const after = { ...before, grants: before.grants.filter(({ name }) => name !== 'y') };
    expect(removedAccess({ before, after, now })).toMatchObject({ idleGrants: [], decide: [] });
  });
});

it('principals that are denied are shown, and need nobody else to decide', () => {
  const { decide, ...shown } = to({ denied: GRANTS.map(({ name }) => role(`path/${name}`)) });
  expect(shown).toMatchObject({ count: 0, of: 0, denied: 40, bareClusters: [] });
  expect(shown.byGrant.map(({ grant: name, cause }) => [name, cause])).toEqual(
    GRANTS.map(({ name }) => [name, 'denied']),
  );
  expect(decide).toEqual([]);
  expect(to({ denied: [role('a')], grants: GRANTS.slice(2) })).toMatchObject({
    count: 10,
    of: 30,
    denied: 10,
  });
});

it('files of another working copy are compared by their names', () => {
  expect(to({ grants: GRANTS.slice(1) }, ['other/grants.yaml']).byGrant[0]?.cause).toBe('grantGone');
});

it('two grants of one principal: one goes, and it is told under that one, once', () => {
  const both = [
    grant('a'),
    grant('b', { principals: [{ arn: role('a') }], username: 'a', groups: ['more'] }),
  ];
  const before = fleet(many(10), both);
  const less = removedAccess({ before, after: { ...before, grants: both.slice(0, 1) }, now });
  expect(less).toMatchObject({ count: 10, of: 10 });
  expect(less.byGrant).toEqual([
    expect.objectContaining({ grant: 'b', cause: 'grantGone', loss: 'reduced' }),
  ]);
  const none = removedAccess({ before, after: { ...before, grants: [] }, now });
  expect(none.byGrant).toEqual([expect.objectContaining({ grant: 'a', loss: 'lost', count: 10 })]);
});

// Against the definition: pair by pair, from what each cluster is to have.
it('counts exactly the pairs that lose something', () => {
  const word = fc.constantFrom('a', 'b', 'c');
  const someLabels = fc.dictionary(fc.constantFrom('env', 'team'), word);
  const someClusters = fc
    .uniqueArray(fc.tuple(fc.constantFrom('p', 'q', 'r', 's'), someLabels), { selector: ([name]) => name })
    .map((list) => list.map(([name, labels]) => cluster(name, labels)));
  const someGrant = fc.record({
    name: word,
    principals: fc.array(
      fc.oneof(
        word.map((name) => ({ arn: role(name) })),
        word.map((roleName) => ({ roleName })),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    username: fc.constant('u'),
    groups: fc.uniqueArray(word, { minLength: 1 }),
    clusters: fc.oneof(
      fc.constant({}),
      someLabels.map((matchLabels) => ({ matchLabels })),
    ),
    until: fc.constantFrom('2027-01-01', '2028-01-01'),
  });
  const someFleet = fc
    .tuple(someClusters, fc.uniqueArray(someGrant, { selector: ({ name }) => name }))
    .map(([clusters, grants]) => fleet(clusters, grants));
  fc.assert(
    fc.property(someFleet, someFleet, (before, after) => {
      const { count, of, byGrant } = removedAccess({ before, after, now });
      const given = (one: Fleet) =>
        new Map(
          one.clusters.flatMap((on) => {
            const resolution = resolveGrants({ grants: one.grants, denied: [], cluster: on, now });
            const desired = 'desired' in resolution ? resolution.desired : [];
            return desired.map(({ arn, groups }) => [`${on.arn} ${arn}`, groups] as const);
          }),
        );
      const [had, has] = [given(before), given(after)];
      const losing = [...had].filter(([pair, groups]) =>
        groups.some((group) => !has.get(pair)?.includes(group)),
      );
      expect([count, of]).toEqual([losing.length, had.size]);
      expect(byGrant.reduce((sum, one) => sum + one.count, 0)).toBe(count);
    }),
  );
});
