import { describe, expect, it } from 'vitest';
import { all, dev, judge, nodes, roster, turning } from '../../test/judged.ts';
import { mapping, reading, role, user } from '../../test/readings.ts';
import { GUARDRAILS } from './check-guardrails.ts';

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

  it('never pass over the rules that keep a document whole, and rows right', () => {
    expect(GUARDRAILS.filter(({ overridable }) => !overridable).map(({ name }) => name)).toEqual([
      'unparseable',
      'dropped-rows',
      'grant-rules',
      'lint-errors',
      'denied-principals',
      'removals',
    ]);
    const overrides = GUARDRAILS.map(({ name }) => ({ rule: name, reason: 'because' }));
    expect(judge([nodes, dev], { changeSet: turning([], []), overrides }).refusals).toMatchObject([
      { rule: 'dropped-rows' },
    ]);
  });
});
