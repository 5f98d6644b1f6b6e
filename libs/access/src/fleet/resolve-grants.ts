import { isSession, parsePrincipal, partitionOfRegion, principalKey, type Principal } from '../arn/index.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import { deniedBy } from './denied.ts';
import type { Cluster, Grant, PrincipalReference } from './fleet.ts';
import { accessFaults, faultText } from './access-faults.ts';
import {
  badAccess,
  badUntil,
  conflictingUsernames,
  notAPrincipal,
  oneSession,
  otherPartition,
  type GrantProblem,
} from './grant-problem.ts';
import { matches } from './selector.ts';
import { lastInstant } from './until.ts';

/** The rows that a cluster should have; or, where its grants cannot be told, all that is wrong with them. */
export type Resolution =
  { readonly desired: readonly DesiredMapping[] } | { readonly problems: readonly GrantProblem[] };

/** What is asked for one principal so far. Sets, for thousands of grants may name the same one. */
interface Asking {
  readonly arn: string;
  readonly username: string;
  readonly groups: Set<string>;
  readonly grants: Set<string>;
  /** The first that asked. */
  readonly by: Grant;
}

/**
 * Resolves the grants to the mappings of one cluster, in the order of the catalog. Grants of one principal with the
 * same username are united: the groups of each, once. Different usernames are a problem that names both grants, as
 * is an ARN of another partition than the cluster's, one of a session, and access that no grant may give (see
 * `accessFaults`). A grant whose `until` has passed at `now` asks for nothing.
 * ARNs are canonical (no role path); a `roleName` is a role in the cluster's own account and partition. A principal that
 * the fleet denies is given nothing.
 */
export function resolveGrants(input: {
  readonly grants: readonly Grant[];
  readonly denied: readonly string[];
  readonly cluster: Cluster;
  readonly now: Date;
}): Resolution {
  const { cluster, now } = input;
  const isDenied = deniedBy(input.denied);
  const asked = new Map<string, Asking>();
  const problems: GrantProblem[] = [];
  for (const grant of input.grants.filter(({ clusters }) => matches(clusters, cluster))) {
    const standing = standingOf(grant, now);
    if (standing === 'bad') problems.push(badUntil(grant, cluster));
    if (standing !== 'desired') continue;
    for (const reference of grant.principals) {
      if (isDenied(arnOf(reference, cluster))) continue;
      const problem = ask(asked, { grant, reference, cluster });
      if (problem !== undefined) problems.push(problem);
    }
  }
  return problems.length > 0 ? { problems } : { desired: Array.from(asked.values(), toMapping) };
}

/** Whether a grant asks for anything at `now`; bad: its `until` is no date. */
export function standingOf({ until }: Grant, now: Date): 'desired' | 'ended' | 'bad' {
  if (until === undefined) return 'desired';
  const last = lastInstant(until);
  if (last === undefined) return 'bad';
  return now.getTime() > last ? 'ended' : 'desired';
}

interface Asked {
  readonly grant: Grant;
  readonly reference: PrincipalReference;
  readonly cluster: Cluster;
}

/** Adds what one grant asks for one principal to what has been asked so far; returns what is wrong with it. */
function ask(asked: Map<string, Asking>, { grant, reference, cluster }: Asked): GrantProblem | undefined {
  const principal = principalOn(reference, cluster);
  const on = { arn: cluster.arn, principal: arnOf(reference, cluster) };
  if (principal === undefined) return notAPrincipal(grant, on);
  if (isSession(on.principal)) return oneSession(grant, { ...on, role: principal.arn });
  const fault = faultOf(grant, principal.kind);
  if (fault !== undefined) return badAccess(grant, { ...on, fault });
  if (principal.partition !== partitionOfRegion(cluster.region)) return otherPartition(grant, on);
  const { key } = principal;
  const before = asked.get(key);
  if (before === undefined) {
    const { name, username, groups } = grant;
    const [of, by] = [new Set(groups), new Set([name])];
    asked.set(key, { arn: principal.arn, username, groups: of, grants: by, by: grant });
    return undefined;
  }
  if (before.username !== grant.username) {
    return conflictingUsernames(before.by, grant, { ...on, principal: before.arn });
  }
  for (const group of grant.groups) before.groups.add(group);
  before.grants.add(grant.name);
  return undefined;
}

function toMapping({ arn, username, groups, grants }: Asking): DesiredMapping {
  return { arn, username, groups: [...groups], grants: [...grants] };
}

/** A run asks for the same grants on thousands of clusters. */
const judged = new WeakMap<Grant, Map<Principal['kind'], string | undefined>>();

function faultOf(grant: Grant, kind: Principal['kind']): string | undefined {
  const known = judged.get(grant) ?? new Map<Principal['kind'], string | undefined>();
  judged.set(grant, known);
  if (!known.has(kind)) {
    const [fault] = accessFaults(grant, kind);
    known.set(kind, fault && faultText(grant, fault));
  }
  return known.get(kind);
}

/** The ARN that a grant's principal has for one cluster, as it is written. */
export function arnOf(reference: PrincipalReference, { account, region }: Cluster): string {
  if ('arn' in reference) return reference.arn;
  return `arn:${partitionOfRegion(region)}:iam::${account}:role/${reference.roleName}`;
}

/** A principal that a grant names, and the key it is matched by. */
interface Named extends Principal {
  readonly key: string;
}

// By the reference itself, and for a role name by account and partition: 200 grants on 10,000 clusters name the same
// principals two million times.
const named = new WeakMap<PrincipalReference, Map<string, Named | undefined>>();

/** The principal that a reference means on one cluster; undefined where it names none. */
export function principalOn(reference: PrincipalReference, cluster: Cluster): Named | undefined {
  const known = named.get(reference) ?? new Map<string, Named | undefined>();
  named.set(reference, known);
  const where = 'arn' in reference ? '' : `${cluster.account} ${partitionOfRegion(cluster.region)}`;
  if (!known.has(where)) {
    const principal = parsePrincipal(arnOf(reference, cluster));
    known.set(where, principal && { ...principal, key: principalKey(principal.arn) });
  }
  return known.get(where);
}
