import type { Disagreement } from './compare.ts';
import type { PlantedCondition } from './condition.ts';

/** What the demo found, for the summary and for `-o json`. */
export interface DemoResult {
  readonly clusters: number;
  /** Writes to any cluster's Kubernetes API: by the plans, the first applies, and the second applies. */
  readonly writes: { readonly plan: number; readonly first: number; readonly second: number };
  /** What was planted, with what must become of it in the three runs. */
  readonly conditions: readonly PlantedCondition[];
  readonly disagreements: readonly Disagreement[];
}

export const isAsPlanted = ({ disagreements, writes }: DemoResult): boolean =>
  disagreements.length === 0 && writes.plan === 0 && writes.second === 0 && writes.first > 0;

/** The results of the fleets as one. */
export function together(results: readonly DemoResult[]): DemoResult {
  const sum = (of: (result: DemoResult) => number) => results.reduce((total, one) => total + of(one), 0);
  const conditions = Map.groupBy(
    results.flatMap((result) => result.conditions),
    ({ name }) => name,
  );
  return {
    clusters: sum(({ clusters }) => clusters),
    writes: {
      plan: sum(({ writes }) => writes.plan),
      first: sum(({ writes }) => writes.first),
      second: sum(({ writes }) => writes.second),
    },
    conditions: [...conditions.values()].flatMap((alike) => {
      const [first] = alike;
      const clusters = alike.reduce((total, one) => total + one.clusters, 0);
      return first === undefined ? [] : [{ ...first, clusters }];
    }),
    disagreements: results.flatMap(({ disagreements }) => disagreements),
  };
}
