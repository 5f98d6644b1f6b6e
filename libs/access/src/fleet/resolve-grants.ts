import { parsePrincipal, partitionOfRegion, principalKey, type Principal } from '../arn/index.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import type { Cluster, Grant, PrincipalReference } from './fleet.ts';
import {
  badUntil,
  conflictingUsernames,
  notAPrincipal,
  otherPartition,
  type GrantProblem,
} from './grant-problem.ts';
import { matches } from './selector.ts';
import { lastInstant } from './until.ts';

/** The rows that a cluster should have; or, where its grants cannot be told, all that is wrong with them. */
export type Resolution =
  { readonly desired: readonly DesiredMapping[] } | { readonly problems: readonly GrantProblem[] };

interface Asking {
  readonly mapping: DesiredMapping;
  readonly by: Grant;
}

/**
 * Resolves the grants to the mappings of one cluster, in the order of the catalog. Grants of one principal with the
 * same username are united: the groups of each, once. Different usernames are a problem that names both grants, as
 * is an ARN of another partition than the cluster's. A grant whose `until` has passed at `now` asks for nothing.
 * ARNs are canonical (no role path); a `roleName` is a role in the cluster's own account and partition.
 */
export function resolveGrants(input: {
  readonly grants: readonly Grant[];
  readonly cluster: Cluster;
  readonly now: Date;
}): Resolution {
  const { cluster, now } = input;
  const asked = new Map<string, Asking>();
  const problems: GrantProblem[] = [];
  for (const grant of input.grants.filter(({ clusters }) => matches(clusters, cluster))) {
    const standing = standingOf(grant, now);
    if (standing === 'bad') problems.push(badUntil(grant, cluster));
    if (standing !== 'desired') continue;
    for (const reference of grant.principals) {
      const problem = ask(asked, { grant, reference, cluster });
      if (problem !== undefined) problems.push(problem);
    }
  }
  return problems.length > 0 ? { problems } : { desired: [...asked.values()].map(({ mapping }) => mapping) };
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
  const written = arnOf(reference, cluster);
  const principal = parsePrincipal(written);
  const on = { arn: cluster.arn, principal: written };
  if (principal === undefined) return notAPrincipal(grant, on);
  if (principal.partition !== partitionOfRegion(cluster.region)) return otherPartition(grant, on);
  const key = principalKey(principal.arn);
  const before = asked.get(key);
  if (before !== undefined && before.mapping.username !== grant.username) {
    return conflictingUsernames(before.by, grant, { ...on, principal: before.mapping.arn });
  }
  asked.set(key, { mapping: unite(before?.mapping, grant, principal), by: before?.by ?? grant });
  return undefined;
}

/** The ARN that a grant's principal has for one cluster, as it is written. */
export function arnOf(reference: PrincipalReference, { account, region }: Cluster): string {
  if ('arn' in reference) return reference.arn;
  return `arn:${partitionOfRegion(region)}:iam::${account}:role/${reference.roleName}`;
}

function unite(before: DesiredMapping | undefined, grant: Grant, { arn }: Principal): DesiredMapping {
  return {
    arn: before?.arn ?? arn,
    username: grant.username,
    groups: [...new Set([...(before?.groups ?? []), ...grant.groups])],
    grants: [...new Set([...(before?.grants ?? []), grant.name])],
  };
}
