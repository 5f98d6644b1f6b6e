import type { IdentityMapping } from '../src/aws-auth/mapping.ts';
import { checkGuardrails, type Judgement } from '../src/guardrails/check-guardrails.ts';
import type { Judged } from '../src/guardrails/guardrail.ts';
import type { Change, ChangeSet } from '../src/merge/change-set.ts';
import { DECIDED, account, mapping, reading, role } from './readings.ts';

/** Rows that stand before: our own, the nodes' and somebody's. */
export const roster = mapping(role('RosterWrite'), ['roster'], 'roster');
export const nodes = mapping(
  role('Nodes'),
  ['system:bootstrappers', 'system:nodes'],
  'system:node:{{EC2PrivateDNSName}}',
);
export const dev = mapping(role('Dev'), ['view', 'edit']);
export const own: Judged['own'] = [
  { arn: 'arn:aws:sts::111122223333:assumed-role/RosterWrite/run-1', cameBy: 'row' },
];
export const all = [roster, nodes, dev];

/** A change set that turns the first rows into the second, and does nothing else. */
export function turning(before: readonly IdentityMapping[], after: readonly IdentityMapping[]): ChangeSet {
  const changes = before.flatMap((row): Change[] => {
    const on = { principal: row.arn.toLowerCase(), list: 'mapRoles' as const, before: row };
    const next = after.find(({ arn }) => arn === row.arn);
    if (next === row) return [];
    const gone = { op: 'remove', cause: 'withdrawn', grants: ['g'] } as const;
    return [next === undefined ? { ...gone, ...on } : { op: 'replace', ...on, after: next }];
  });
  return { changes, foreign: [], owned: [], entries: [] };
}

/** What the guardrails say when those rows become these. */
export function judge(after: readonly IdentityMapping[], more: Partial<Judged> = {}): Judgement {
  const changeSet = more.changeSet ?? turning(all, after);
  return checkGuardrails({
    changeSet,
    before: reading(all),
    after: reading(after),
    // What changes was ours: of what was not, the rule `removals` has something to say.
    owned: changeSet.changes.map(({ principal }) => ({ principal, grants: ['g'] })),
    removals: DECIDED,
    own,
    protectedPrincipals: [],
    account,
    privilegedFrom: [account],
    privilegedGroups: [],
    overrides: [],
    ...more,
  });
}
