import { describe, expect, it } from 'vitest';
import { account, mapping, role } from '../../test/readings.ts';
import { readAwsAuth } from '../aws-auth/read.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { planChanges } from '../merge/plan-changes.ts';
import { draftWrite } from './draft-write.ts';
import type { Judged } from './guardrail.ts';

const ops = { ...mapping(role('Ops'), ['system:masters'], 'ops'), grants: ['g'] };
const nodes = `# the nodes; do not touch
- rolearn: ${role('Nodes')}
  username: 'system:node:{{EC2PrivateDNSName}}'
  groups: [system:bootstrappers, system:nodes]
`;
const dev = `- rolearn: ${role('Dev')}\n  username: dev\n  userid: kept\n`;

function draft(data: AwsAuthData, more: Partial<Judged> & { owned?: readonly string[]; desired?: [] } = {}) {
  const { owned = [], desired = [ops], ...judged } = more;
  const before = readAwsAuth(data);
  const changeSet = planChanges({ desired, live: before, owned, mode: 'merge', protectedPrincipals: [] });
  const rest = { own: [], protectedPrincipals: [], mastersFrom: [account], overrides: [], ...judged };
  return draftWrite(data, { changeSet, before, ...rest });
}

describe('draftWrite', () => {
  it('gives the text to write, every other line as it was', () => {
    const { data, refusals } = draft({ mapRoles: nodes + dev, mapAccounts: '- kept' });
    expect(refusals).toEqual([]);
    expect(data?.['mapRoles']?.startsWith(nodes + dev)).toBe(true);
    expect(data?.['mapAccounts']).toBe('- kept');
    expect(readAwsAuth(data ?? {}).roles.at(-1)).toMatchObject({ arn: ops.arn, groups: ops.groups });
  });

  it('makes a document where there is none', () => {
    expect(readAwsAuth(draft({}).data ?? {}).roles).toMatchObject([{ arn: ops.arn, username: 'ops' }]);
  });

  it('returns the very same data where only adoptions are due', () => {
    const data = { mapRoles: `- {rolearn: "${ops.arn}", username: ops, groups: ["system:masters"]}` };
    expect(draft(data).data).toBe(data);
  });

  it('refuses a document that does not parse, though there is nothing to write', () => {
    for (const desired of [undefined, [] as []]) {
      const { data, refusals } = draft(
        { mapRoles: `${dev} oops: [` },
        desired === undefined ? {} : { desired },
      );
      expect(data).toBeUndefined();
      expect(refusals.map(({ rule }) => rule)).toEqual(['unparseable']);
    }
  });

  it('refuses what cannot be edited for certain', () => {
    const aliased = `- &a\n  rolearn: ${ops.arn}\n  username: other\n- *a\n`;
    const { data, refusals } = draft({ mapRoles: aliased });
    expect(data).toBeUndefined();
    expect(refusals.map(({ rule }) => rule)).toEqual(['uneditable']);
  });

  it('withholds the text from a change set that a guardrail refuses, unless that is overridden', () => {
    const owned = [role('Nodes').toLowerCase()];
    const refused = draft({ mapRoles: nodes }, { owned });
    expect(refused.refusals.map(({ rule }) => rule)).toEqual(['node-rows']);
    expect(refused.data).toBeUndefined();
    const overrides = [{ rule: 'node-rows', reason: 'moved to access entries' }];
    const passed = draft({ mapRoles: nodes }, { owned, overrides });
    expect(passed).toMatchObject({ refusals: [], overridden: overrides });
    expect(readAwsAuth(passed.data ?? {}).roles).toHaveLength(1);
  });
});
