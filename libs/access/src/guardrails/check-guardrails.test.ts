import { describe, expect, it } from 'vitest';
import { account, mapping, reading, role, user } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Change, ChangeSet } from '../merge/change-set.ts';
import { checkGuardrails, GUARDRAILS } from './check-guardrails.ts';
import type { Judged } from './guardrail.ts';

const roster = mapping(role('RosterWrite'), ['roster'], 'roster');
const nodes = mapping(
  role('Nodes'),
  ['system:bootstrappers', 'system:nodes'],
  'system:node:{{EC2PrivateDNSName}}',
);
const dev = mapping(role('Dev'), ['view', 'edit']);
const own: Judged['own'] = [
  { arn: 'arn:aws:sts::111122223333:assumed-role/RosterWrite/run-1', cameBy: 'row' },
];
const all = [roster, nodes, dev];

/** A change set that turns the first rows into the second, and does nothing else. */
function turning(before: readonly IdentityMapping[], after: readonly IdentityMapping[]): ChangeSet {
  const changes = before.flatMap((row): Change[] => {
    const on = { principal: row.arn.toLowerCase(), list: 'mapRoles' as const, before: row };
    const next = after.find(({ arn }) => arn === row.arn);
    if (next === row) return [];
    return [next === undefined ? { op: 'remove', ...on } : { op: 'replace', ...on, after: next }];
  });
  return { changes, foreign: [], owned: [], entries: [] };
}

function judge(after: readonly IdentityMapping[], more: Partial<Judged> = {}) {
  return checkGuardrails({
    changeSet: turning(all, after),
    before: reading(all),
    after: reading(after),
    own,
    protectedPrincipals: [],
    mastersFrom: [account],
    overrides: [],
    ...more,
  });
}

describe('guardrails', () => {
  it('let pass what harms nobody', () => {
    expect(judge([roster, nodes])).toEqual({ refusals: [], overridden: [] });
    const more = all.map((row) => ({ ...row, groups: [...row.groups, 'more'] }));
    expect(judge(more, { protectedPrincipals: [dev.arn] }).refusals).toEqual([]);
  });

  it.each<[string, readonly IdentityMapping[], Partial<Judged>, string, string]>([
    ['our way in removed', [nodes, dev], {}, 'own-access', 'would no longer be mapped'],
    [
      'our group lost',
      [{ ...roster, groups: [] }, nodes, dev],
      {},
      'own-access',
      'would lose the group roster',
    ],
    [
      'our username changed',
      [{ ...roster, username: 'x' }, nodes, dev],
      {},
      'own-access',
      'would come in as "x" instead of "roster"',
    ],
    [
      'nodes removed',
      [roster, dev],
      {},
      'node-rows',
      `the nodes of ${nodes.arn.toLowerCase()} would no longer be mapped`,
    ],
    [
      'node group lost',
      [roster, { ...nodes, groups: ['system:nodes'] }, dev],
      {},
      'node-rows',
      'system:bootstrap',
    ],
    [
      'node name lost',
      [roster, { ...nodes, username: 'node' }, dev],
      {},
      'node-rows',
      'would come in as "node"',
    ],
    [
      'protected removed',
      [roster, nodes],
      { protectedPrincipals: [role('a/DEV')] },
      'protected',
      'no longer',
    ],
    [
      'protected lessened',
      [roster, nodes, { ...dev, groups: [] }],
      { protectedPrincipals: [dev.arn] },
      'protected',
      'would lose the groups view, edit',
    ],
  ])('refuse: %s', (_, after, more, rule, words) => {
    const { refusals } = judge(after, more);
    expect(refusals.map((refusal) => refusal.rule)).toEqual([rule]);
    expect(refusals[0]!.message).toContain(words);
  });

  it('let our own username change while it is in system:masters', () => {
    expect(
      judge([{ ...roster, username: 'x', groups: ['roster', 'system:masters'] }, nodes, dev]).refusals,
    ).toEqual([]);
  });

  it('want a row for our own way in only if we came in by one', () => {
    expect(judge([nodes, dev], { own: own.map(({ arn }) => ({ arn, cameBy: 'other' })) }).refusals).toEqual(
      [],
    );
  });

  it('say nothing of our own way in where nothing is written', () => {
    const noRow = reading([nodes, dev]);
    const nothing = { changes: [], foreign: [], owned: [], entries: [] };
    expect(judge([], { changeSet: nothing, before: noRow, after: noRow }).refusals).toEqual([]);
    expect(judge([nodes], { before: noRow }).refusals).toMatchObject([{ rule: 'own-access' }]);
  });

  it('refuse a way in that is only kept in a list that does not decide', () => {
    const hidden = reading([{ ...roster, groups: [] }, nodes, dev], [roster]);
    expect(
      judge([], { changeSet: turning([roster], [{ ...roster, groups: [] }]), after: hidden }).refusals,
    ).toMatchObject([{ rule: 'own-access' }]);
  });
});

describe('trusted-accounts', () => {
  const theirs = mapping('arn:aws:iam::444455556666:role/Admin', ['system:masters']);
  const promoting = (row: IdentityMapping, more: Partial<Judged> = {}) =>
    judge([...all, row], { before: reading([...all, { ...row, groups: ['view'] }]), ...asked(row), ...more });
  const asked = (row: IdentityMapping) => ({ changeSet: turning([{ ...row, groups: ['view'] }], [row]) });

  it('refuses who would come to hold system:masters from an account that is not trusted', () => {
    expect(promoting(theirs).refusals).toEqual([
      {
        rule: 'trusted-accounts',
        message: `${theirs.arn} would hold system:masters, and its account 444455556666 is not trusted here`,
      },
    ]);
    expect(promoting(theirs, { mastersFrom: [account, '444455556666'] }).refusals).toEqual([]);
  });

  it('leaves alone who holds it already, holds less, or is of the cluster’s own account', () => {
    expect(promoting(theirs, { before: reading([...all, theirs]) }).refusals).toEqual([]);
    expect(promoting({ ...theirs, groups: ['view', 'edit'] }).refusals).toEqual([]);
    expect(promoting({ ...dev, arn: role('Admin'), groups: ['system:masters'] }).refusals).toEqual([]);
  });

  it('minds the rows that decide: one in mapUsers behind a row in mapRoles makes nobody a master', () => {
    const hidden = reading([...all, { ...theirs, groups: ['view', 'edit'] }], [theirs]);
    const before = reading([...all, { ...theirs, groups: ['view'] }], [theirs]);
    expect(judge([], { ...asked(theirs), before, after: hidden }).refusals).toEqual([]);
  });
});

describe('dropped-rows', () => {
  const changeSet = turning([dev], []);
  const still = [roster, nodes];
  const bob = mapping(user('Bob'));

  it.each([
    ['gone', reading([nodes])],
    ['changed', reading([roster, { ...nodes, groups: [...nodes.groups, 'x'] }])],
    ['hidden by another list', reading([...still, { ...bob, groups: ['x'] }], [bob]), reading(all, [bob])],
    ['moved to another list', reading([nodes], [roster])],
    ['come to life', reading([...still, mapping(role('Ghost'))])],
    ['an account', reading(still, [], { accounts: ['444455556666'] })],
  ])('refuses: %s', (_, after, before = reading(all)) => {
    expect(judge([], { changeSet, before, after, own: [] }).refusals[0]).toMatchObject({
      rule: 'dropped-rows',
    });
  });

  it('does not mind another order, or where rows stand', () => {
    expect(judge([], { changeSet, after: reading([nodes, roster]) }).refusals).toEqual([]);
  });
});

describe('unparseable', () => {
  it('refuses with the key and the error, and silences the other rules', () => {
    const problem = {
      key: 'mapRoles',
      severity: 'error' as const,
      code: 'yaml',
      message: 'bad indent',
      line: 4,
      column: 1,
    };
    const broken = reading([], [], { unreadable: ['mapRoles'], problems: [problem] });
    const nothing = { changes: [], foreign: [], owned: [], entries: [] };
    const refusals = [
      {
        rule: 'unparseable',
        message: 'mapRoles of aws-auth cannot be read: bad indent (line 4 of mapRoles); correct it by hand',
      },
    ];
    expect(judge([], { before: broken, after: broken })).toEqual({ refusals, overridden: [] });
    expect(judge([], { changeSet: nothing, before: broken, after: broken }).refusals).toEqual(refusals);
  });
});

describe('overrides', () => {
  const override = { rule: 'node-rows', reason: 'the node group was replaced' };

  it('pass over their rule alone, and are returned to be recorded when they were needed', () => {
    expect(judge([roster, dev], { overrides: [override] })).toEqual({ refusals: [], overridden: [override] });
    expect(judge([dev], { overrides: [override] })).toMatchObject({
      refusals: [{ rule: 'own-access' }],
      overridden: [override],
    });
    expect(judge([roster, nodes], { overrides: [override] }).overridden).toEqual([]);
  });

  it('need a reason', () => {
    expect(judge([roster, dev], { overrides: [{ ...override, reason: ' ' }] }).refusals).toHaveLength(1);
  });

  it('pass over nothing that the deployment lets nobody override, and the refusal says so', () => {
    expect(judge([roster, dev], { overrides: [override], overridable: ['protected'] })).toMatchObject({
      refusals: [
        { rule: 'node-rows', message: expect.stringContaining('nobody override node-rows') as string },
      ],
      overridden: [],
    });
    const allowed = { overrides: [override], overridable: ['node-rows'] };
    expect(judge([roster, dev], allowed)).toEqual({ refusals: [], overridden: [override] });
    expect(judge([roster, dev], { overridable: [] }).refusals[0]?.message).not.toContain('override');
  });

  it('never pass over the rules that keep a document whole', () => {
    expect(GUARDRAILS.filter(({ overridable }) => !overridable).map(({ name }) => name)).toEqual([
      'unparseable',
      'dropped-rows',
    ]);
    const overrides = GUARDRAILS.map(({ name }) => ({ rule: name, reason: 'because' }));
    expect(judge([nodes, dev], { changeSet: turning([], []), overrides }).refusals).toMatchObject([
      { rule: 'dropped-rows' },
    ]);
  });
});
