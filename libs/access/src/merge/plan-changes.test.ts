import { describe, expect, it } from 'vitest';
import { mapping, reading, role, user } from '../../test/readings.ts';
import { principalKey } from '../arn/index.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading } from '../aws-auth/reading.ts';
import { planChanges, type PlanInput } from './plan-changes.ts';

const ops = mapping(role('Ops'), ['system:masters']);
const dev = mapping(role('Dev'), ['view']);
const bob = mapping(user('team/Bob'), ['view']);
const nodes = mapping(
  role('Nodes'),
  ['system:bootstrappers', 'system:nodes'],
  'system:node:{{EC2PrivateDNSName}}',
);

function plan(desired: readonly IdentityMapping[], live: Reading, more: Partial<PlanInput> = {}) {
  const asked = desired.map((one) => ({ ...one, grants: ['g'] }));
  return planChanges({ desired: asked, live, owned: [], mode: 'merge', protectedPrincipals: [], ...more });
}

const key = ({ arn }: IdentityMapping) => principalKey(arn);

describe('planChanges', () => {
  it('adds a role to mapRoles, a user to mapUsers, and owns both', () => {
    const set = plan([ops, bob], reading([nodes]));
    expect(set).toEqual({
      changes: [
        { op: 'add', principal: key(ops), list: 'mapRoles', after: ops },
        { op: 'add', principal: key(bob), list: 'mapUsers', after: bob },
      ],
      foreign: [nodes],
      owned: [key(ops), key(bob)],
      entries: [],
    });
  });

  it('adds what is neither role nor user to mapUsers', () => {
    const root = mapping('arn:aws:iam::111122223333:root', ['view'], 'root');
    expect(plan([root], reading([])).changes).toMatchObject([{ op: 'add', list: 'mapUsers' }]);
  });

  it('adopts a foreign row with the same access, whatever the order of groups and the case of the ARN', () => {
    const row = mapping(role('OPS'), ['b', 'a', 'a'], 'ops');
    const set = plan([mapping(role('Ops'), ['a', 'b'], 'ops')], reading([row]));
    expect(set.changes).toEqual([{ op: 'adopt', principal: key(row), list: 'mapRoles', after: row }]);
    expect(set.foreign).toEqual([]);
  });

  it('has nothing to do for an owned row with the same access', () => {
    expect(plan([ops], reading([ops]), { owned: [key(ops)] })).toMatchObject({
      changes: [],
      owned: [key(ops)],
    });
  });

  it('replaces a row with other access, foreign or owned, and keeps its ARN as written', () => {
    const row = mapping(role('OPS'), ['view']);
    for (const owned of [[], [key(ops)]]) {
      expect(plan([ops], reading([row]), { owned }).changes).toEqual([
        {
          op: 'replace',
          principal: key(ops),
          list: 'mapRoles',
          before: row,
          after: { ...ops, arn: row.arn },
        },
      ]);
    }
  });

  it('replaces a user in mapRoles where it stands', () => {
    const set = plan([bob], reading([{ ...bob, groups: ['edit'] }]));
    expect(set.changes).toMatchObject([{ op: 'replace', list: 'mapRoles', after: bob }]);
  });

  it('goes by the row that decides: roles before users', () => {
    const other = { ...dev, groups: ['edit'] };
    expect(plan([dev], reading([dev], [other])).changes).toMatchObject([{ op: 'adopt', list: 'mapRoles' }]);
    expect(plan([dev], reading([other], [dev])).changes).toMatchObject([{ op: 'replace', list: 'mapRoles' }]);
  });

  it('replaces where one of several rows that may decide has other access', () => {
    const shouting = { ...bob, arn: user('team/BOB'), groups: ['system:masters'] };
    const set = plan([bob], reading([], [shouting, bob]), { owned: [key(bob)] });
    expect(set.changes).toMatchObject([{ op: 'replace', list: 'mapUsers', before: shouting }]);
  });

  it('takes a row with a role path for another principal: it lets nobody in', () => {
    const dead = mapping(role('team/Ops'), ['system:masters']);
    const set = plan([ops], reading([dead]));
    expect(set).toMatchObject({ changes: [{ op: 'add', after: ops }], foreign: [dead] });
  });

  it('removes an owned row that no grant asks for, whatever it holds, and forgets one that is gone', () => {
    const owned = [key(dev), key(ops)];
    const set = plan([], reading([{ ...dev, groups: ['by hand'] }, nodes]), { owned });
    expect(set).toMatchObject({
      changes: [{ op: 'remove', list: 'mapRoles', before: { groups: ['by hand'] } }],
      foreign: [nodes],
      owned: [],
    });
  });

  it('plans one removal for a principal in both lists', () => {
    const set = plan([], reading([dev], [dev]), { owned: [key(dev)] });
    expect(set.changes).toEqual([{ op: 'remove', principal: key(dev), list: 'mapRoles', before: dev }]);
  });

  it('leaves foreign rows alone in merge, and removes them in exclusive', () => {
    const live = reading([ops, dev], [bob]);
    expect(plan([ops], live)).toMatchObject({ changes: [{ op: 'adopt' }], foreign: [dev, bob] });
    expect(plan([ops], live, { mode: 'exclusive' })).toMatchObject({
      changes: [{ op: 'adopt' }, { op: 'remove', before: dev }, { op: 'remove', before: bob }],
      foreign: [],
    });
  });

  it('leaves protected principals and node rows alone in exclusive, too', () => {
    const fargate = mapping(role('Fargate'), ['x', 'system:bootstrappers']);
    const self = mapping(role('Self'), [], 'system:node:{{SessionName}}');
    const live = reading([nodes, fargate, ops, dev], [self]);
    const set = plan([], live, { mode: 'exclusive', protectedPrincipals: [role('path/OPS')] });
    expect(set.changes).toMatchObject([{ op: 'remove', before: dev }]);
    expect(set.foreign).toEqual([nodes, fargate, ops, self]);
  });
});
