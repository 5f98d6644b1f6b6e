import { describe, expect, it } from 'vitest';
import { all, dev, judge, nodes, turning } from '../../test/judged.ts';
import { account, mapping, reading, role } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Judged } from './guardrail.ts';

describe('trusted-accounts', () => {
  const theirs = mapping('arn:aws:iam::444455556666:role/Admin', ['system:masters']);
  const promoting = (row: IdentityMapping, more: Partial<Judged> = {}) =>
    judge([...all, row], { before: reading([...all, { ...row, groups: ['view'] }]), ...asked(row), ...more });
  const asked = (row: IdentityMapping) => ({ changeSet: turning([{ ...row, groups: ['view'] }], [row]) });

  it('refuses who would become privileged from an account that is not trusted', () => {
    expect(promoting(theirs).refusals).toEqual([
      {
        rule: 'trusted-accounts',
        principal: 'arn:aws:iam::444455556666:role/admin',
        message: `${theirs.arn} would become privileged by group system:masters, and its account 444455556666 is not trusted here`,
      },
    ]);
    expect(promoting(theirs, { privilegedFrom: [account, '444455556666'] }).refusals).toEqual([]);
  });

  it('leaves alone who holds it already, holds less, or is of the cluster’s own account', () => {
    expect(promoting(theirs, { before: reading([...all, theirs]) }).refusals).toEqual([]);
    expect(promoting({ ...theirs, groups: ['view', 'edit'] }).refusals).toEqual([]);
    expect(promoting({ ...dev, arn: role('Admin'), groups: ['system:masters'] }).refusals).toEqual([]);
  });

  it.each<[string, Partial<IdentityMapping>]>([
    ['a group that a session can make system:masters', { groups: ['system:{{SessionName}}'] }],
    ['our own write group', { groups: ['roster:write'] }],
    ['a group of the catalog', { groups: ['platform-admins'] }],
    ['the name of a component', { username: 'system:kube-controller-manager' }],
    ['a service account', { username: 'system:serviceaccount:kube-system:x' }],
    ['all service accounts', { groups: ['system:serviceaccounts:kube-system'] }],
    ['a name of EKS', { groups: ['eks:admins'] }],
    ['a name that a session completes', { username: 'sys{{SessionName}}:x' }],
    ['the node form', { username: nodes.username, groups: nodes.groups }],
  ])('knows that it is privileged: %s', (_, access) => {
    const row = { ...theirs, groups: ['view'], ...access };
    const before = reading([...all, { ...theirs, groups: ['view'] }]);
    const privilegedGroups = ['platform-admins'];
    const rules = (more: Partial<Judged>) =>
      promoting(row, { before, privilegedGroups, ...more }).refusals.map(({ rule }) => rule);
    expect(rules({})).toContain('trusted-accounts');
    expect(rules({ privilegedFrom: ['444455556666'] })).not.toContain('trusted-accounts');
  });

  it('minds more privilege, too: one by which a principal stands does not excuse another', () => {
    const weaker = { ...theirs, groups: ['eks:readers'] };
    const before = reading([...all, weaker]);
    const with2 = (groups: readonly string[]) => promoting({ ...theirs, groups }, { before }).refusals;
    expect(with2(['eks:readers', 'system:masters'])).toMatchObject([{ rule: 'trusted-accounts' }]);
    expect(with2(['eks:readers', 'view'])).toEqual([]);
    expect(with2(['view'])).toEqual([]);
    // Who holds every right gains none.
    const masters = reading([...all, theirs]);
    const other = { ...theirs, groups: ['system:masters', 'eks:readers'] };
    expect(promoting(other, { before: masters }).refusals).toEqual([]);
  });

  it('minds a row that opens to everybody what only sessions of EC2 instances had', () => {
    const before = reading([...all, { ...theirs, username: nodes.username }]);
    expect(promoting(theirs, { before }).refusals).toMatchObject([{ rule: 'trusted-accounts' }]);
    const byGroup = { ...theirs, groups: ['system:masters', '{{EC2PrivateDNSName}}'] };
    expect(promoting(theirs, { before: reading([...all, byGroup]) }).refusals).toHaveLength(1);
    // The other way round takes it from everybody else.
    const narrower = { ...theirs, username: 'x-{{EC2PrivateDNSName}}' };
    expect(promoting(narrower, { before: reading([...all, theirs]) }).refusals).toEqual([]);
  });

  it('minds a privilege that one of two rows gave by chance, and that the write would make certain', () => {
    // Users are kept by their ARN as it is written: which of the two counts is chance.
    const bob = mapping('arn:aws:iam::444455556666:user/bob', ['view']);
    const BOB = { ...bob, arn: 'arn:aws:iam::444455556666:user/BOB', groups: ['system:masters'] };
    const masters = { ...bob, groups: ['system:masters'] };
    const before = reading(all, [bob, BOB]);
    const changeSet = turning([bob], [masters]);
    const after = (...users: readonly IdentityMapping[]) =>
      judge(all, { before, after: reading(all, users), changeSet }).refusals.map(({ rule }) => rule);
    expect(after(masters, BOB)).toEqual(['trusted-accounts']);
    // As they stood they are left alone.
    expect(after(bob, BOB)).toEqual([]);
  });

  it('minds the rows that decide: one in mapUsers behind a row in mapRoles makes nobody a master', () => {
    const hidden = reading([...all, { ...theirs, groups: ['view', 'edit'] }], [theirs]);
    const before = reading([...all, { ...theirs, groups: ['view'] }], [theirs]);
    expect(judge([], { ...asked(theirs), before, after: hidden }).refusals).toEqual([]);
  });
});
