import { canBe, canBeginWith, hasTemplate } from './renders.ts';

/** What counts as privileged besides the names that Kubernetes, EKS and Roster give their own meaning. */
export interface PrivilegeRules {
  /** Groups that the fleet file or the stage's limits name. */
  readonly privilegedGroups: readonly string[];
}

/** What somebody comes in as: templates not yet filled in. */
export interface RowAccess {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Kubernetes gives this group every right, without any binding (kubernetes.io, "User-facing roles"). */
export const MASTERS = 'system:masters';

/** May only look (infra/rbac): not privileged. */
export const READ_GROUP = 'roster:read';

/** May patch aws-auth, and so may give itself any other access (infra/rbac, "What RBAC cannot do here"). */
export const WRITE_GROUP = 'roster:write';

/**
 * `system:` belongs to Kubernetes: its own components come in under such names. EKS refuses all five in an access
 * entry, for usernames and groups (EKS API reference, CreateAccessEntry).
 */
export const RESERVED_PREFIXES: readonly string[] = ['system:', 'eks:', 'aws:', 'amazon:', 'iam:'];

/**
 * Why this access is privileged, as a short phrase such as `group system:masters`; undefined when it is not
 * (design.md, "Privileged access"). Privileged is a username or group that has a reserved prefix, a group that is
 * Roster's own write group or one of `privilegedGroups`, and every template that a caller can make one of these: the
 * authenticator fills them into groups too (facts.md, "The authenticator, found by attack").
 *
 * Names are compared as Kubernetes compares them, letter by letter: `System:Masters` gives no right (lint calls it an
 * error, because nobody means it). The node form is privileged here too: ask `isNodeForm` where nodes are meant.
 */
export function privilegeOf(access: RowAccess, rules: PrivilegeRules): string | undefined {
  return privilegesOf(access, rules)[0];
}

/** Every reason why this access is privileged, the strongest first; empty when it is not. */
export function privilegesOf({ username, groups }: RowAccess, rules: PrivilegeRules): readonly string[] {
  const found = [...new Set(groups)].flatMap((group) => groupPrivilege(group, rules) ?? []);
  const isMasters = (phrase: string) => phrase === GROUP_MASTERS;
  const user = reservedPrefix(username);
  return [
    ...found.filter(isMasters),
    ...found.filter((phrase) => !isMasters(phrase)),
    ...(user === undefined ? [] : [phraseFor('username', username, user)]),
  ];
}

/** The phrase of a row that has every right already: no other privilege adds to it. */
export const GROUP_MASTERS = `group ${MASTERS}`;

function groupPrivilege(group: string, { privilegedGroups }: PrivilegeRules): string | undefined {
  if (group === MASTERS) return GROUP_MASTERS;
  const name = [MASTERS, WRITE_GROUP, ...privilegedGroups].find((one) => canBe(group, one));
  const target = name ?? reservedPrefix(group);
  return target === undefined ? undefined : phraseFor('group', group, target);
}

function reservedPrefix(text: string): string | undefined {
  return RESERVED_PREFIXES.find((prefix) => canBeginWith(text, prefix));
}

function phraseFor(field: 'group' | 'username', text: string, target: string): string {
  const becomes = target.endsWith(':') ? `${target}…` : target;
  return hasTemplate(text) ? `${field} ${text} (can become ${becomes})` : `${field} ${text}`;
}
