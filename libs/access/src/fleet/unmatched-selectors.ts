import { existingValues, insteadOf } from './existing-values.ts';
import type { Fleet, Selector, Source } from './fleet.ts';
import { matches } from './selector.ts';

/** A selector of the fleet that matches none of its clusters. */
export interface UnmatchedSelector {
  /** Whose it is: `grant ops`, `wave canary`, `ownership[0]`. */
  readonly of: string;
  readonly source?: Source;
  /** What the clusters have instead, for people: `env has: dev, prod`. */
  readonly instead: string;
}

interface Asking {
  readonly of: string;
  readonly clusters: Selector;
  readonly source?: Source | undefined;
}

/**
 * The selectors of grants, waves and ownership that match no cluster, in the order of the fleet: each is most likely a
 * slip. A fleet without clusters is one finding.
 */
export function unmatchedSelectors(fleet: Fleet): readonly UnmatchedSelector[] {
  const { clusters } = fleet;
  const asking = askingOf(fleet);
  if (clusters.length === 0) {
    return asking.length === 0 ? [] : [{ of: 'every selector', instead: 'the catalog has no cluster' }];
  }
  const unmatched = asking.filter((one) => !clusters.some((cluster) => matches(one.clusters, cluster)));
  if (unmatched.length === 0) return [];
  const existing = existingValues(clusters);
  return unmatched.map(({ of, source, clusters: selector }) => ({
    of,
    ...(source === undefined ? {} : { source }),
    instead: insteadOf(selector, clusters, existing),
  }));
}

function askingOf({ rollout, ownership, grants }: Fleet): readonly Asking[] {
  return [
    ...rollout.waves.map(({ name, clusters }) => ({ of: `wave ${name}`, clusters })),
    ...ownership.map(({ clusters }, index) => ({ of: `ownership[${index}]`, clusters })),
    ...grants.map(({ name, clusters, source }) => ({ of: `grant ${name}`, clusters, source })),
  ];
}
