import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { table } from '../output/table.ts';
import { acrossAccounts } from './across-accounts.ts';
import { clusterNames } from './cluster-label.ts';
import { moreLine, type ListEnd } from './list-end.ts';

/** Access of a principal on a cluster, with what is to be said of it, such as `group system:masters`. */
export interface AccessOn {
  readonly cluster: string;
  readonly principal: string;
  readonly notes: readonly string[];
}

/**
 * A line for each principal, and the clusters under it: the same principal often has the same access on a whole fleet,
 * and one that has it on a single cluster must not vanish behind it. Empty where there is none.
 */
export function renderByPrincipal(accesses: readonly AccessOn[], paint: Paint, end: ListEnd): string {
  const formOf = acrossAccounts(accesses.map(({ cluster, principal: arn }) => ({ cluster, arn })));
  const named = accesses.map((access) => ({
    ...access,
    principal: formOf({ cluster: access.cluster, arn: access.principal }),
  }));
  const groups = [
    ...Map.groupBy(named, ({ principal, notes }) => JSON.stringify([principal, ...notes])).values(),
  ];
  const shown = groups.slice(0, end.limit);
  const heads = table(
    shown.flatMap(([first]) => (first === undefined ? [] : [[safe(first.principal), ...first.notes]])),
    { indent: 2 },
  ).split('\n');
  const on = (group: readonly AccessOn[]) => `on ${clusterNames(clustersOf(group), end.limit)}`;
  const lines = shown.map((group, at) => `${heads[at] ?? ''}\n      ${paint('dim', on(group))}\n`);
  return lines.join('') + moreLine(groups.length - shown.length, 'more principal', end, paint);
}

const clustersOf = (group: readonly AccessOn[]): readonly string[] => group.map(({ cluster }) => cluster);
