import {
  canonicalPrincipal,
  parseArn,
  partitionOfRegion,
  principalKey,
  resolveGrants,
  type Fleet,
  type GrantProblem,
} from '@roster/access';
import type { Merged, Placed } from './merge-files.ts';
import type { FleetProblem } from './problem.ts';

/** What is wrong between entries that are right in themselves: names given twice. */
export function checkNames({ clusters, grants }: Merged): readonly FleetProblem[] {
  return [
    ...twice(clusters, ({ name, account, region }) => `cluster ${name} in account ${account}, ${region},`),
    ...twice(grants, ({ name }) => `grant ${name}`),
  ];
}

function twice<T>(entries: readonly Placed<T>[], nameOf: (entry: T) => string): readonly FleetProblem[] {
  const first = new Map<string, Placed<T>>();
  return entries.flatMap((placed) => {
    const name = nameOf(placed.entry);
    const before = first.get(name);
    if (before === undefined) first.set(name, placed);
    if (before === undefined) return [];
    return [
      { ...placed.source, message: `${name} is in ${before.source.file}:${before.source.line} already` },
    ];
  });
}

/** What is wrong when the grants meet the clusters; a grant's ends count as of `now`. */
export function checkFleet(fleet: Fleet, { clusters, denied }: Merged, now: Date): readonly FleetProblem[] {
  const size = tooMuch(fleet);
  if (size.length > 0) return size;
  return [...foreignRoles(fleet, clusters), ...neverDenied(fleet, denied), ...conflicts(fleet, now)];
}

/** Of these each cluster asks each: 10,000 clusters with 1,000 grants of five principals have as many. */
const MAX_PAIRS = 50_000_000;

/** What a file says grows with its size; what it means is its clusters times its grants. */
function tooMuch({ clusters, grants, rollout, ownership }: Fleet): readonly FleetProblem[] {
  const named = grants.reduce((sum, { principals }) => sum + principals.length, 0);
  const asked = named + rollout.waves.length + ownership.length;
  if (clusters.length * asked <= MAX_PAIRS) return [];
  const source = grants[0]?.source ?? { file: 'the fleet', line: 1, column: 1 };
  const message =
    `${clusters.length} clusters, and ${named} principals of grants, ${rollout.waves.length} waves and ` +
    `${ownership.length} ownership rules for each: more than ${MAX_PAIRS} pairs cannot be resolved; split the fleet`;
  return [{ ...source, message }];
}

/** A role can only be assumed in its own partition. */
function foreignRoles(fleet: Fleet, placed: Merged['clusters']): readonly FleetProblem[] {
  return fleet.clusters.flatMap(({ region, roles }, index) => {
    const partition = partitionOfRegion(region);
    const wrong = Object.entries(roles).filter(([, arn]) => parseArn(String(arn))?.partition !== partition);
    return wrong.flatMap(([as, arn]) => {
      const source = placed[index]?.source;
      const message = `roles.${as} is ${String(arn)}, of another partition than the cluster's (${partition})`;
      return source === undefined ? [] : [{ ...source, message }];
    });
  });
}

/** Roster's own way into any cluster, and whoever is protected, cannot be denied. */
function neverDenied(fleet: Fleet, placed: Merged['denied']): readonly FleetProblem[] {
  if (placed.length === 0) return [];
  const roles = new Set(fleet.clusters.flatMap((cluster) => [cluster.roles.read, cluster.roles.write]));
  const kept = new Map([
    ...fleet.protected.map((arn) => [keyOf(arn), 'is protected'] as const),
    ...[...roles].flatMap((arn) =>
      arn === undefined ? [] : [[keyOf(arn), "is one of Roster's own roles"] as const],
    ),
  ]);
  return placed.flatMap(({ entry, source }) => {
    const is = kept.get(keyOf(entry));
    return is === undefined ? [] : [{ ...source, message: `denied: ${entry} ${is}, and is never removed` }];
  });
}

const keyOf = (arn: string): string => principalKey(canonicalPrincipal(arn) ?? arn);

/** Told once for each pair of grants, however many clusters they meet on. */
function conflicts({ grants, denied, clusters }: Fleet, now: Date): readonly FleetProblem[] {
  const found = new Map<string, { readonly problem: GrantProblem; count: number }>();
  for (const cluster of clusters) {
    const resolution = resolveGrants({ grants, denied, cluster, now });
    if (!('problems' in resolution)) continue;
    for (const problem of resolution.problems) {
      const key = [problem.code, ...problem.grants.map(({ name }) => name)].join('\n');
      const known = found.get(key);
      if (known === undefined) found.set(key, { problem, count: 1 });
      else known.count += 1;
    }
  }
  return [...found.values()].flatMap(({ problem, count }) => {
    const source = problem.grants.at(-1)?.source;
    const more = count === 1 ? '' : ` (and ${count - 1} more such)`;
    return source === undefined ? [] : [{ ...source, message: `${problem.message}${more}` }];
  });
}
