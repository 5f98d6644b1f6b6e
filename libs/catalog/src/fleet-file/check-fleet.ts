import { parseArn, partitionOfRegion, resolveGrants, type Fleet, type GrantProblem } from '@roster/access';
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
export function checkFleet(fleet: Fleet, { clusters }: Merged, now: Date): readonly FleetProblem[] {
  return [...foreignRoles(fleet, clusters), ...conflicts(fleet, now)];
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

/** Told once for each pair of grants, however many clusters they meet on. */
function conflicts({ grants, clusters }: Fleet, now: Date): readonly FleetProblem[] {
  const found = new Map<string, { readonly problem: GrantProblem; count: number }>();
  for (const cluster of clusters) {
    const resolution = resolveGrants({ grants, cluster, now });
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
