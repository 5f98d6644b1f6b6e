import { principalKey } from '../arn/index.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import { keepUnmentioned } from '../merge/keep-unmentioned.ts';
import { planChanges, type PlanInput } from '../merge/plan-changes.ts';
import { undecidedRemovals, type RemovalRules } from './removals.ts';

export interface Foreseeing extends Omit<PlanInput, 'live'> {
  /** Foreign access as the last look saw it. */
  readonly foreign: readonly IdentityMapping[];
  /** Of a run with files that prunes nothing: the names of all grants that they hold. */
  readonly mentioned?: readonly string[];
  readonly rules: RemovalRules;
}

/**
 * How many removals of one cluster somebody would have to decide, judged by the same rule as the guardrail `removals`,
 * from what is remembered of the cluster instead of its document.
 */
export function foreseenRemovals({ foreign, mentioned, rules, ...input }: Foreseeing): number {
  const { owned } = input;
  const planned = planChanges({ ...input, live: remembered(foreign, input) });
  const changeSet =
    mentioned === undefined ? planned : keepUnmentioned(planned, { owned, grants: mentioned });
  const access = new Set([...owned, ...foreign].map(keyOf)).size;
  return undecidedRemovals({ changeSet, owned, access, rules }).changes.length;
}

const keyOf = (one: { readonly principal: string } | IdentityMapping): string =>
  'principal' in one ? one.principal : principalKey(one.arn);

/** Of owned access it is remembered whose it is; what it holds does not matter here. */
function remembered(foreign: readonly IdentityMapping[], { owned }: Pick<PlanInput, 'owned'>): Reading {
  const known = new Set(foreign.map(keyOf));
  const ours = owned.flatMap(({ principal }) =>
    known.has(principal) ? [] : [{ arn: principal, username: '', groups: [] }],
  );
  const roles = [...foreign, ...ours].map((row): ReadRow => ({
    ...row,
    list: 'mapRoles',
    principal: principalKey(row.arn),
    position: { line: 1, column: 1 },
  }));
  return { roles, users: [], accounts: [], unreadable: [], problems: [] };
}
