import type { Cluster, FailureBudget, Fleet, OwnershipMode } from './fleet.ts';
import { matches, type Selectable } from './selector.ts';

/** The name of the last wave: every cluster that no wave of the catalog matches. */
export const REST = 'rest';

type Rollout = Pick<Fleet, 'rollout'>;

/** The name of the wave that a cluster goes in: the first that matches, else `rest`. */
export function waveOf({ rollout }: Rollout, cluster: Selectable): string {
  return rollout.waves.find((wave) => matches(wave.clusters, cluster))?.name ?? REST;
}

/** The clusters cut into waves, in the order of the rollout, `rest` last; waves without a cluster are left out. */
export function wavesOf(
  fleet: Rollout,
  clusters: readonly Cluster[],
): readonly { readonly name: string; readonly clusters: readonly Cluster[] }[] {
  const waves = new Map<string, Cluster[]>();
  for (const { name } of fleet.rollout.waves) if (name !== REST) waves.set(name, []);
  waves.set(REST, []);
  for (const cluster of clusters) waves.get(waveOf(fleet, cluster))?.push(cluster);
  return [...waves]
    .map(([name, members]) => ({ name, clusters: members }))
    .filter((w) => w.clusters.length > 0);
}

/** At how many failed clusters of a wave of `size` the run halts: a share rounds up; one at least. */
export function budgetOf(budget: FailureBudget, size: number): number {
  if ('count' in budget) return Math.max(1, budget.count);
  // Nine digits: a share such as 1.1 % is no exact number, and must not round up for that alone.
  return Math.max(1, Math.ceil(Number(((size * budget.percent) / 100).toFixed(9))));
}

/** Whether foreign rows of a cluster stay (`merge`, the default) or go (`exclusive`): the first that matches. */
export function ownershipOf({ ownership }: Pick<Fleet, 'ownership'>, cluster: Selectable): OwnershipMode {
  return ownership.find(({ clusters }) => matches(clusters, cluster))?.mode ?? 'merge';
}
