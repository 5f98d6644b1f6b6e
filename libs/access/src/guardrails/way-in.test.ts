import { describe, expect, it } from 'vitest';
import { all, dev, judge, nodes, own, roster, turning } from '../../test/judged.ts';
import { mapping, reading, role } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Judged } from './guardrail.ts';

describe('own-access, node-rows and protected', () => {
  it('let pass what harms nobody', () => {
    expect(judge([roster, nodes])).toEqual({ refusals: [], overridden: [] });
    const more = all.map((row) => (row === nodes ? row : { ...row, groups: [...row.groups, 'more'] }));
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
    ['nodes removed', [roster, dev], {}, 'node-rows', `the nodes of ${nodes.arn} would no longer be mapped`],
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
      `the protected principal ${dev.arn} would no longer`,
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

  describe('of our own row', () => {
    const turned = (before: Partial<IdentityMapping>, after: Partial<IdentityMapping>) => {
      const [was, is] = [
        { ...roster, ...before },
        { ...roster, ...after },
      ];
      const changeSet = turning([was], [is]);
      return judge([], { changeSet, before: reading([was, nodes]), after: reading([is, nodes]) }).refusals;
    };

    it.each<[string, Partial<IdentityMapping>, Partial<IdentityMapping>]>([
      ['a group that somebody added', { groups: ['roster:read', 'view'] }, { groups: ['roster:read'] }],
      ['a group of nodes', { groups: ['roster:read', 'system:bootstrappers'] }, { groups: ['roster:read'] }],
      ['system:masters', { groups: ['roster:write', 'system:masters'] }, { groups: ['roster:write'] }],
      [
        'our write group on the read role',
        { groups: ['roster:read', 'roster:write'] },
        { groups: ['roster:read'] },
      ],
      ['a name that somebody gave it', { username: 'system:kube-scheduler' }, {}],
      ['a group, where ours has another name', { groups: ['roster', 'view'] }, { groups: ['roster'] }],
    ])('take away %s', (_, before, after) => expect(turned(before, after)).toEqual([]));

    it.each<[string, Partial<IdentityMapping>, Partial<IdentityMapping>, string]>([
      [
        'the group by which we work',
        { groups: ['roster:write', 'view'] },
        { groups: ['view'] },
        'roster:write',
      ],
      ['every group', { groups: ['roster:read'] }, { groups: [] }, 'roster:read'],
      [
        'system:masters for a group of ours',
        { groups: ['system:masters'] },
        { groups: ['roster'] },
        'masters',
      ],
      [
        'the name that alone counts',
        { groups: [] },
        { groups: [], username: 'x' },
        'as "x" instead of "roster"',
      ],
    ])('do not take away %s', (_, before, after, words) => {
      expect(turned(before, after)).toMatchObject([
        {
          rule: 'own-access',
          principal: roster.arn.toLowerCase(),
          message: expect.stringContaining(words) as string,
        },
      ]);
    });
  });

  it('keep the right to write for our identity that writes, whatever else it keeps', () => {
    const [was, is] = [
      { ...roster, groups: ['roster:read', 'roster:write'] },
      { ...roster, groups: ['roster:read'] },
    ];
    const judged = { changeSet: turning([was], [is]), before: reading([was]), after: reading([is]) };
    const writer = own.map((one) => ({ ...one, writes: true as const }));
    expect(judge([], { ...judged, own: writer }).refusals).toMatchObject([
      { rule: 'own-access', message: expect.stringContaining('lose the group roster:write') as string },
    ]);
    const masters = { ...roster, groups: ['system:masters', 'roster:write'] };
    const back = { changeSet: turning([masters], [was]), before: reading([masters]), after: reading([was]) };
    expect(judge([], { ...back, own: writer }).refusals).toEqual([]);
  });

  it('let a node row be reduced to what nodes need', () => {
    const more = { ...nodes, groups: [...nodes.groups, 'system:masters'] };
    const changeSet = turning([more], [nodes]);
    const judged = { changeSet, before: reading([roster, more]), after: reading([roster, nodes]) };
    expect(judge([], judged).refusals).toEqual([]);
    expect(
      judge([], { ...judged, changeSet: turning([more], []), after: reading([roster]) }).refusals,
    ).toMatchObject([{ rule: 'node-rows', principal: nodes.arn.toLowerCase() }]);
  });

  it('let a row go that only looks like a node row', () => {
    const stranger = { ...nodes, arn: 'arn:aws:iam::666677778888:role/Nodes' };
    const leaver = mapping(role('Leaver'), ['system:bootstrappers', 'system:nodes']);
    const before = reading([roster, stranger, leaver]);
    const changeSet = turning([stranger, leaver], []);
    expect(judge([], { changeSet, before, after: reading([roster]) }).refusals).toEqual([]);
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
