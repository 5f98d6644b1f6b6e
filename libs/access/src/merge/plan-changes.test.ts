import { describe, expect, it } from 'vitest';
import { account, mapping, owning, reading, role, user } from '../../test/readings.ts';
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
  return planChanges({
    desired: asked,
    live,
    owned: [],
    mode: 'merge',
    account,
    protectedPrincipals: [],
    denied: [],
    ...more,
  });
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
      owned: owning(ops, bob),
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
    expect(plan([ops], reading([ops]), { owned: owning(ops) })).toMatchObject({
      changes: [],
      owned: owning(ops),
    });
  });

  it('replaces a row with other access, foreign or owned, and keeps its ARN as written', () => {
    const row = mapping(role('OPS'), ['view']);
    for (const owned of [[], owning(ops)]) {
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
    const set = plan([bob], reading([], [shouting, bob]), { owned: owning(bob) });
    expect(set.changes).toMatchObject([{ op: 'replace', list: 'mapUsers', before: shouting }]);
  });

  it('takes a row with a role path for another principal: it lets nobody in', () => {
    const dead = mapping(role('team/Ops'), ['system:masters']);
    const set = plan([ops], reading([dead]));
    expect(set).toMatchObject({ changes: [{ op: 'add', after: ops }], foreign: [dead] });
  });

  it('removes an owned row that no grant asks for, whatever it holds, and forgets one that is gone', () => {
    const owned = owning(dev, ops);
    const set = plan([], reading([{ ...dev, groups: ['by hand'] }, nodes]), { owned });
    expect(set).toMatchObject({
      changes: [{ op: 'remove', list: 'mapRoles', before: { groups: ['by hand'] } }],
      foreign: [nodes],
      owned: [],
    });
  });

  it('plans one removal for a principal in both lists', () => {
    const set = plan([], reading([dev], [dev]), { owned: owning(dev) });
    const because = { cause: 'withdrawn', grants: ['g'] };
    expect(set.changes).toEqual([
      { op: 'remove', principal: key(dev), list: 'mapRoles', before: dev, ...because },
    ]);
  });

  it('leaves foreign rows alone in merge, and removes them in exclusive', () => {
    const live = reading([ops, dev], [bob]);
    expect(plan([ops], live)).toMatchObject({ changes: [{ op: 'adopt' }], foreign: [dev, bob] });
    expect(plan([ops], live, { mode: 'exclusive' })).toMatchObject({
      changes: [
        { op: 'adopt' },
        { op: 'remove', before: dev, cause: 'exclusive', grants: [] },
        { op: 'remove', before: bob },
      ],
      foreign: [],
    });
  });

  it('leaves protected principals and node rows alone in exclusive, too', () => {
    const self = mapping(role('Self'), [], 'system:node:{{SessionName}}');
    const live = reading([nodes, ops, dev], [self]);
    const set = plan([], live, { mode: 'exclusive', protectedPrincipals: [role('path/OPS')] });
    expect(set.changes).toMatchObject([{ op: 'remove', before: dev }]);
    expect(set.foreign).toEqual([nodes, ops, self]);
  });
});

describe('node rows that carry more', () => {
  const fargate = 'system:node:{{SessionName}}';
  const more = { ...nodes, groups: [...nodes.groups, 'system:masters', 'view'] };

  it('lose it in exclusive, where they are foreign, and stay foreign', () => {
    const set = plan([], reading([more]), { mode: 'exclusive' });
    expect(set).toMatchObject({ foreign: [nodes], owned: [] });
    expect(set.changes).toEqual([
      { op: 'replace', principal: key(nodes), list: 'mapRoles', before: more, after: nodes },
    ]);
  });

  it('lose it in merge, where they are owned, and are still answered for', () => {
    const set = plan([], reading([more]), { owned: owning(nodes) });
    expect(set).toMatchObject({
      changes: [{ op: 'replace', after: nodes }],
      foreign: [],
      owned: owning(nodes),
    });
    // The catalog asks for no such row: the guardrail `node-rows` decides.
    const again = plan([], reading([nodes]), { owned: owning(nodes) });
    expect(again.changes).toMatchObject([{ op: 'remove', before: nodes }]);
  });

  it('stay as they are in merge, where they are foreign', () => {
    expect(plan([], reading([more]))).toMatchObject({ changes: [], foreign: [more] });
  });

  it('are reduced in mapUsers, too', () => {
    const row = mapping(role('Fargate'), ['system:nodes', 'roster:write'], fargate);
    const set = plan([], reading([], [row]), { mode: 'exclusive' });
    expect(set.changes).toMatchObject([
      { op: 'replace', list: 'mapUsers', after: { groups: ['system:nodes'], username: fargate } },
    ]);
  });

  it.each<[string, IdentityMapping]>([
    ['a group of nodes beside others', mapping(role('Backdoor'), ['system:masters', 'system:bootstrappers'])],
    ['a group of nodes alone', mapping(role('Leaver'), ['system:nodes'])],
    ['the name of one node', mapping(role('Fixed'), ['system:nodes'], 'system:node:ip-10-0-0-1')],
    ['a raw session name', mapping(role('Raw'), ['system:nodes'], 'system:node:{{SessionNameRaw}}')],
    ['text behind the name', mapping(role('Tail'), ['system:nodes'], `${fargate}.local`)],
    ['another account', { ...nodes, arn: 'arn:aws:iam::666677778888:role/Nodes' }],
    ['a user', { ...nodes, arn: user('nodes') }],
    ['no ARN', { ...nodes, arn: 'Nodes' }],
  ])('are none by %s: exclusive removes the row', (_, row) => {
    const set = plan([], reading([row]), { mode: 'exclusive' });
    expect(set.changes).toMatchObject([{ op: 'remove', before: row }]);
    expect(plan([], reading([row]), { owned: owning(row) }).changes).toMatchObject([{ op: 'remove' }]);
  });

  it('removes who is denied from either list, foreign or owned, in merge too, and grants them nothing', () => {
    const before = mapping(role('Foreign'), ['system:masters']);
    const dead = mapping(role('team/Foreign'), ['view']);
    const live = reading([before, dead, dev], [mapping(user('BOB'), ['edit']), mapping(role('Both'))]);
    const denied = [role('path/Foreign'), dev.arn, user('bob'), role('Both')];
    const set = plan([ops, dev], live, { denied, owned: owning(dev) });
    expect(set.changes.map(({ op, principal }) => `${op} ${principal}`)).toEqual([
      `add ${key(ops)}`,
      ...[before, dead, dev].map((row) => `remove ${key(row)}`),
      `remove ${key({ ...dev, arn: user('BOB') })}`,
      `remove ${key({ ...dev, arn: role('Both') })}`,
    ]);
    expect(set.changes[3]).toMatchObject({ cause: 'denied', grants: ['g'] });
    expect(set.changes[1]).toMatchObject({ cause: 'denied', grants: [] });
    expect(set).toMatchObject({ foreign: [], owned: owning(ops) });
  });
});
