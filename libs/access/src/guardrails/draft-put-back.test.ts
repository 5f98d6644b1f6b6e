import { describe, expect, it } from 'vitest';
import { DECIDED, account, mapping, role } from '../../test/readings.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import { readAwsAuth } from '../aws-auth/read.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import { planChanges } from '../merge/plan-changes.ts';
import { draftPutBack, type PutBackRequest } from './draft-put-back.ts';
import { draftWrite } from './draft-write.ts';

const nodes = `# the nodes; do not touch
- rolearn: ${role('Nodes')}
  username: 'system:node:{{EC2PrivateDNSName}}'
  groups: [system:bootstrappers, system:nodes]
`;
const rowOf = ({ arn, username, groups }: IdentityMapping) =>
  `- rolearn: ${arn}   # by hand\n  username: ${username}\n  groups: [${groups.join(', ')}]\n`;
const [ops, dev, ci] = [mapping(role('Ops'), ['ops']), mapping(role('Dev'), ['dev']), mapping(role('Ci'))];
const stranger = mapping('arn:aws:iam::666666666666:role/Stranger', ['system:masters'], 'x');
const typo = mapping(role('Typo'), ['System:Masters']);

const RULES = { account, own: [], protectedPrincipals: [], privilegedFrom: [account], privilegedGroups: [] };

/** Writes that the cluster should have these rows and no other but the nodes', and then puts it back. */
function writtenAndBack(
  before: AwsAuthData,
  wanted: readonly IdentityMapping[],
  change: (written: AwsAuthData) => Partial<PutBackRequest> = () => ({}),
) {
  const live = readAwsAuth(before);
  const desired: readonly DesiredMapping[] = wanted.map((one) => ({ ...one, grants: ['g'] }));
  const asked = { desired, live, owned: [], mode: 'exclusive', account, protectedPrincipals: [] } as const;
  const changeSet = planChanges({ ...asked, denied: [] });
  const { data: written } = draftWrite(before, {
    ...{ changeSet, before: live, owned: [], removals: { ...DECIDED, expected: 9 }, ...RULES, overrides: [] },
  });
  const request = { changeSet, snapshot: before, denied: [], ...RULES, ...change(written) };
  return { written, back: draftPutBack(written, request) };
}

const rows = (data: AwsAuthData | undefined) => readAwsAuth(data ?? {}).roles.map(({ arn }) => arn);

describe('draftPutBack', () => {
  it.each<[string, AwsAuthData, readonly IdentityMapping[]]>([
    ['what was added goes', { mapRoles: nodes }, [ops]],
    ['what was removed comes back', { mapRoles: nodes + rowOf(ops), other: 'kept' }, []],
    ['what was replaced is as it was', { mapRoles: nodes + rowOf({ ...ops, groups: ['view'] }) }, [ops]],
    ['all of them', { mapRoles: rowOf(ci) + nodes + rowOf({ ...ops, username: 'o' }) }, [ops, dev]],
    ['a document that there was not', {}, [ops]],
    ['what no grant could ask for, for it was not asked for', { mapRoles: nodes + rowOf(typo) }, []],
    [
      'a principal with a row in each list',
      { mapRoles: rowOf(ops), mapUsers: `- userarn: ${ops.arn}\n` },
      [],
    ],
  ])('gives the text of before, to the byte: %s', (_, before, wanted) => {
    const { written, back } = writtenAndBack(before, wanted);
    expect(written).not.toEqual(before);
    expect(back).toEqual({ data: before, refusals: [] });
  });

  it('undoes the changes in the text that stands, where the snapshot says anything else', () => {
    const before = { mapRoles: nodes + rowOf(ops), mapAccounts: '- "111122223333"' };
    for (const snapshot of [
      { ...before, mapRoles: before.mapRoles + rowOf(stranger) },
      { ...before, mapRoles: nodes + rowOf({ ...ops, groups: ['system:masters'] }) },
      { ...before, mapRoles: rowOf(ops) },
      { ...before, mapUsers: `- userarn: arn:aws:iam::${account}:user/eve\n  username: eve\n` },
      { ...before, mapAccounts: '- "666666666666"' },
      { ...before, more: 'x' },
      { mapRoles: before.mapRoles },
      { ...before, mapRoles: '- [' },
    ]) {
      const { written, back } = writtenAndBack(before, [dev], () => ({ snapshot }));
      expect(rows(written)).toEqual([role('Nodes'), dev.arn]);
      expect(back?.refusals).toEqual([]);
      const { data } = back!;
      expect(Object.keys(data)).toEqual(['mapRoles', 'mapAccounts']);
      expect(data['mapAccounts']).toBe(before.mapAccounts);
      expect(data['mapRoles']?.startsWith(nodes)).toBe(true);
      expect(readAwsAuth(data).roles.at(-1)).toMatchObject(ops);
      expect(rows(data)).toEqual([role('Nodes'), ops.arn]);
    }
  });

  it('puts nothing back where what stands does not show the changes', () => {
    const { back } = writtenAndBack({ mapRoles: nodes }, [ops], () => ({
      changeSet: {
        ...{ changes: [{ op: 'add', principal: 'x', list: 'mapRoles', after: dev }], entries: [] },
        ...{ foreign: [], owned: [] },
      },
    }));
    expect(back).toBeUndefined();
  });

  describe('past what nobody may override', () => {
    const before = { mapRoles: nodes + rowOf(stranger) + rowOf(ops) };

    it('a master of an account that is not trusted does not come back; the rest does', () => {
      const { back } = writtenAndBack(before, [dev], () => ({ overridable: [] }));
      expect(rows(back?.data)).toEqual([role('Nodes'), ops.arn]);
      expect(back?.refusals).toMatchObject([
        { rule: 'trusted-accounts', principal: stranger.arn.toLowerCase() },
      ]);
    });

    it('where the deployment lets it be overridden, what stood before our own write does', () => {
      expect(writtenAndBack(before, [dev]).back).toEqual({ data: before, refusals: [] });
    });

    it.each<[string, Partial<PutBackRequest>]>([
      ['protected', { protectedPrincipals: [dev.arn] }],
      ['own-access', { own: [{ arn: dev.arn, cameBy: 'row' }] }],
    ])('what was added stays: %s', (rule, more) => {
      const { back } = writtenAndBack({ mapRoles: nodes }, [dev, ci], () => ({ overridable: [], ...more }));
      expect(rows(back?.data)).toEqual([role('Nodes'), dev.arn]);
      expect(back?.refusals).toMatchObject([{ rule, principal: dev.arn.toLowerCase() }]);
    });
  });

  it('who is denied does not come back, whatever may be overridden', () => {
    const before = { mapRoles: nodes + rowOf(dev) + rowOf(ci) };
    const { back } = writtenAndBack(before, [ops], () => ({ denied: [dev.arn] }));
    expect(rows(back?.data)).toEqual([role('Nodes'), ci.arn]);
    const message = `${dev.arn} is denied: it does not come back`;
    expect(back?.refusals).toMatchObject([{ rule: 'denied-principals', message }]);
  });
});
