import { principalKey } from '../src/arn/index.ts';
import type { IdentityMapping, MappingList } from '../src/aws-auth/mapping.ts';
import type { Reading, ReadRow } from '../src/aws-auth/reading.ts';
import type { RemovalRules } from '../src/guardrails/removals.ts';
import type { OwnedAccess } from '../src/merge/change-set.ts';

export const account = '111122223333';
export const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
export const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;

/** A mapping whose username is the last part of its ARN, unless told otherwise. */
export function mapping(arn: string, groups: readonly string[] = [], username?: string): IdentityMapping {
  return { arn, username: username ?? arn.split('/').at(-1) ?? arn, groups };
}

/** What Roster answers for: the access of these principals, by the grant `g`. */
export const owning = (...rows: readonly Pick<IdentityMapping, 'arn'>[]): readonly OwnedAccess[] =>
  rows.map(({ arn }) => ({ principal: principalKey(arn), grants: ['g'] }));

/** Nothing is left to decide about foreign access, but how much goes at once. */
export const DECIDED: RemovalRules = { exclusiveDecided: true, prune: false, ended: [] };

/** What a document with these rows reads as. */
export function reading(
  roles: readonly IdentityMapping[],
  users: readonly IdentityMapping[] = [],
  more: Partial<Reading> = {},
): Reading {
  const rows = (list: MappingList, mappings: readonly IdentityMapping[]): ReadRow[] =>
    mappings.map((one, index) => ({
      ...one,
      list,
      principal: principalKey(one.arn),
      position: { line: index + 1, column: 3 },
    }));
  return {
    roles: rows('mapRoles', roles),
    users: rows('mapUsers', users),
    accounts: [],
    unreadable: [],
    problems: [],
    ...more,
  };
}
