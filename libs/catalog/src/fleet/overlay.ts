import type { Cluster, Fleet } from '@roster/access';

/** Files that may be a part of a fleet: what they hold, and which settings of a fleet file (`defaults` too) they set. */
export interface PartOfFleet {
  readonly fleet: Fleet;
  readonly settings: readonly string[];
}

/**
 * The fleet that there would be if these files were laid over it: clusters (by ARN), grants (by name) and settings that
 * they do not name stay. A cluster keeps its roles where the files have none for it, for they may be in another file's
 * `defaults`.
 */
export function overlay(before: Fleet, { fleet, settings }: PartOfFleet): Fleet {
  const isSet = (name: string) => settings.includes(name);
  const known = new Map(before.clusters.map((cluster) => [cluster.arn, cluster]));
  const withRoles = (cluster: Cluster): Cluster => {
    const roles = known.get(cluster.arn)?.roles;
    return isSet('defaults') || roles === undefined
      ? cluster
      : { ...cluster, roles: { ...roles, ...cluster.roles } };
  };
  const named = Object.keys(fleet).filter(isSet);
  const set = Object.fromEntries(Object.entries(fleet).filter(([name]) => named.includes(name)));
  return {
    ...before,
    ...(set as Partial<Fleet>),
    clusters: laid(before.clusters, fleet.clusters.map(withRoles), ({ arn }) => arn),
    grants: laid(before.grants, fleet.grants, ({ name }) => name),
  };
}

function laid<T>(under: readonly T[], over: readonly T[], nameOf: (one: T) => string): readonly T[] {
  const names = new Set(over.map(nameOf));
  return [...under.filter((one) => !names.has(nameOf(one))), ...over];
}
