import { describe, expect, it } from 'vitest';
import { account, DECIDED, mapping, owning, role } from '../../test/readings.ts';
import { readAwsAuth } from '../aws-auth/read.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import { planChanges } from '../merge/plan-changes.ts';
import { GUARDRAILS } from './check-guardrails.ts';
import { draftWrite } from './draft-write.ts';
import type { Judged } from './guardrail.ts';

const ops = { ...mapping(role('Ops'), ['system:masters'], 'ops'), grants: ['g'] };
const view = { ...mapping(role('View'), ['view']), grants: ['g'] };
const edit = { ...mapping(role('Edit'), ['edit']), grants: ['g'] };
const nodes = `# the nodes; do not touch
- rolearn: ${role('Nodes')}
  username: 'system:node:{{EC2PrivateDNSName}}'
  groups: [system:bootstrappers, system:nodes]
`;
const dev = `- rolearn: ${role('Dev')}\n  username: dev\n  userid: kept\n`;

function draft(
  data: AwsAuthData,
  more: Partial<Judged> & { desired?: readonly DesiredMapping[]; denied?: readonly string[] } = {},
) {
  const { owned = [], desired = [ops], denied = [], ...judged } = more;
  const before = readAwsAuth(data);
  const changeSet = planChanges({
    desired,
    live: before,
    owned,
    mode: 'merge',
    account,
    protectedPrincipals: [],
    denied,
  });
  const limits = { account, protectedPrincipals: [], privilegedFrom: [account], privilegedGroups: [] };
  const rest = { owned, own: [], removals: DECIDED, ...limits, overrides: [], ...judged };
  return draftWrite(data, { changeSet, before, ...rest });
}

describe('draftWrite', () => {
  it('gives the text to write, every other line as it was', () => {
    const { data, refusals } = draft({ mapRoles: nodes + dev, mapAccounts: '- kept' });
    expect(refusals).toEqual([]);
    expect(data['mapRoles']?.startsWith(nodes + dev)).toBe(true);
    expect(data['mapAccounts']).toBe('- kept');
    expect(readAwsAuth(data).roles.at(-1)).toMatchObject({ arn: ops.arn, groups: ops.groups });
  });

  it('makes a document where there is none', () => {
    expect(readAwsAuth(draft({}).data).roles).toMatchObject([{ arn: ops.arn, username: 'ops' }]);
  });

  it('returns the very same data where only adoptions are due', () => {
    const data = { mapRoles: `- {rolearn: "${ops.arn}", username: ops, groups: ["system:masters"]}` };
    expect(draft(data).data).toBe(data);
  });

  it('refuses a document that does not parse, though there is nothing to write', () => {
    for (const desired of [undefined, [] as []]) {
      const live = { mapRoles: `${dev} oops: [` };
      const { data, refusals } = draft(live, desired === undefined ? {} : { desired });
      expect(data).toBe(live);
      expect(refusals.map(({ rule }) => rule)).toEqual(['unparseable']);
    }
  });

  it('withholds the change that the text cannot take for certain, and makes the others', () => {
    const aliased = `- rolearn: ${ops.arn}\n  username: other\n  UserName: other\n`;
    const { data, refusals, withheld } = draft({ mapRoles: aliased }, { desired: [view, ops, edit] });
    expect(refusals).toMatchObject([{ rule: 'uneditable', principal: ops.arn.toLowerCase() }]);
    expect(withheld).toMatchObject([{ op: 'replace', after: { arn: ops.arn } }]);
    expect(data['mapRoles']?.startsWith(aliased)).toBe(true);
    expect(readAwsAuth(data).roles.map(({ arn }) => arn)).toEqual([ops.arn, view.arn, edit.arn]);
  });

  it('tries a limited number of edits, and withholds what it has not found to be possible', () => {
    const rows = Array.from(
      { length: 200 },
      (_, index) => `- {rolearn: "${role(`R${index}`)}", username: u, UserName: u}\n`,
    );
    const desired = rows.map((_, index) => ({ ...mapping(role(`R${index}`), ['view']), grants: ['g'] }));
    const { changeSet, withheld, refusals } = draft({ mapRoles: rows.join('') }, { desired });
    expect(changeSet.changes).toEqual([]);
    expect(withheld).toHaveLength(200);
    expect(new Set(refusals.map(({ rule }) => rule))).toEqual(new Set(['uneditable']));
  });

  it('still removes who is denied, and who has left, where edits are too many to try', () => {
    const rows = Array.from(
      { length: 200 },
      (_, index) => `- {rolearn: "${role(`R${index}`)}", username: u, UserName: u}\n`,
    );
    const desired = rows.map((_, index) => ({ ...mapping(role(`R${index}`), ['view']), grants: ['g'] }));
    const leaver = `- {rolearn: "${role('Leaver')}", username: l}\n`;
    const live = { mapRoles: rows.join('') + leaver + dev };
    const owned = owning({ arn: role('Leaver') });
    const { changeSet } = draft(live, { desired, denied: [role('Dev')], owned });
    expect(changeSet.changes).toMatchObject([
      { op: 'remove', cause: 'withdrawn', before: { arn: role('Leaver') } },
      { op: 'remove', cause: 'denied', before: { arn: role('Dev') } },
    ]);
  });

  it('withholds what a guardrail refuses, unless that is overridden, and writes the rest', () => {
    const owned = owning({ arn: role('Nodes') }, { arn: role('Dev') });
    const refused = draft({ mapRoles: nodes + dev }, { owned });
    expect(refused.refusals).toMatchObject([{ rule: 'node-rows' }]);
    expect(refused.withheld).toMatchObject([{ op: 'remove', before: { arn: role('Nodes') } }]);
    expect(refused.changeSet).toMatchObject({
      changes: [{ op: 'add' }, { op: 'remove', before: { arn: role('Dev') } }],
      owned: [...owning(ops), ...owning({ arn: role('Nodes') })],
      foreign: [],
    });
    expect(readAwsAuth(refused.data).roles.map(({ arn }) => arn)).toEqual([role('Nodes'), ops.arn]);
    const overrides = [{ rule: 'node-rows', reason: 'moved to access entries' }];
    const passed = draft({ mapRoles: nodes + dev }, { owned, overrides });
    expect(passed).toMatchObject({ refusals: [], withheld: [], overridden: overrides });
    expect(readAwsAuth(passed.data).roles).toHaveLength(1);
  });

  it('withholds everything where a refusal names no principal, that one first', () => {
    const kept = { mapRoles: nodes + dev, mapAccounts: '- "111122223333"\n- [' };
    const { data, withheld, refusals } = draft(kept);
    expect(data).toBe(kept);
    expect(withheld).toMatchObject([{ op: 'add' }]);
    expect(refusals[0]).not.toHaveProperty('principal');
  });

  it('never removes our own way in, or who is protected, though they are denied and every rule is overridden', () => {
    const live = { mapRoles: nodes + dev };
    const denied = [role('Dev'), role('Nodes'), role('team/Nodes')];
    const overrides = GUARDRAILS.map(({ name }) => ({ rule: name, reason: 'an incident' }));
    const own = [{ arn: role('Dev'), cameBy: 'other' as const }];
    const kept = draft(live, { desired: [], denied, own, protectedPrincipals: [role('nodes')], overrides });
    expect(kept.data).toBe(live);
    expect(kept.withheld).toHaveLength(2);
    expect(kept.refusals.map(({ rule }) => rule)).toEqual(['denied-principals', 'denied-principals']);
    expect(kept.refusals[0]?.message).toMatch(
      /is denied, and (is Roster's own identity|is protected): it stays/,
    );
    // Nodes that are denied are another matter: their guardrail can be overridden.
    expect(draft(live, { desired: [], denied }).refusals.map(({ rule }) => rule)).toEqual(['node-rows']);
    expect(readAwsAuth(draft(live, { desired: [], denied, overrides }).data).roles).toEqual([]);
  });
});
