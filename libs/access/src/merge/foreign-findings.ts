import { principalKey } from '../arn/index.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import { isNodeAccess, privilegesOf, WRITE_GROUP } from '../privileged/index.ts';

/** Somebody who is privileged by a row that Roster does not answer for. */
export interface ForeignPrivilege {
  /** The row's ARN. */
  readonly principal: string;
  /** Why it is privileged: the phrase of `privilegeOf`. */
  readonly why: string;
}

export interface ForeignFindings {
  /** ARNs of the rows that were not there last time; none at the first look. */
  readonly newForeign: readonly string[];
  /** Every row that is privileged, for as long as it stands. */
  readonly privileged: readonly ForeignPrivilege[];
  /** Those of them that were not there, or not so, last time; at the first look all. */
  readonly newPrivileged: readonly ForeignPrivilege[];
}

/** By what foreign rows are judged. */
export interface ForeignRules {
  /** The cluster's own account: node access of its roles is not privileged. */
  readonly account: string;
  readonly privilegedGroups: readonly string[];
  /** Keys of our own identities that write: they need the group `roster:write`, whether it was granted or not. */
  readonly writers: readonly string[];
}

/**
 * What is to be reported of rows that Roster does not answer for. `seen` are the marks of the last look; without them this
 * is the first look at the cluster.
 */
export function foreignFindings(
  foreign: readonly IdentityMapping[],
  rules: ForeignRules,
  seen?: readonly string[],
): ForeignFindings {
  const privileged = foreignPrivilege(foreign, rules);
  const before = seen === undefined ? undefined : new Set(seen);
  return {
    newForeign: foreign.flatMap(({ arn }) => (before?.has(principalKey(arn)) === false ? [arn] : [])),
    privileged,
    newPrivileged: privileged.filter((one) => before?.has(markOf(one)) !== true),
  };
}

/** The rows that are privileged, each once. */
export function foreignPrivilege(
  foreign: readonly IdentityMapping[],
  { account, privilegedGroups, writers }: ForeignRules,
): readonly ForeignPrivilege[] {
  return foreign.flatMap((row) => {
    if (isNodeAccess(row, account)) return [];
    const reasons = privilegesOf(row, { privilegedGroups });
    const isWriter = writers.includes(principalKey(row.arn));
    const [why] = isWriter ? reasons.filter((reason) => reason !== `group ${WRITE_GROUP}`) : reasons;
    return why === undefined ? [] : [{ principal: row.arn, why }];
  });
}

/** What a look is remembered by, to be given as `seen` next time. */
export function foreignMarks(
  foreign: readonly IdentityMapping[],
  privileged: readonly ForeignPrivilege[],
): readonly string[] {
  return [...new Set([...foreign.map(({ arn }) => principalKey(arn)), ...privileged.map(markOf)])];
}

/** By this a privileged row is remembered beside its principal, so that more privilege is noticed. */
const markOf = ({ principal, why }: ForeignPrivilege): string => `${principalKey(principal)} ${why}`;
