import type { Change } from '@roster/access';
import type { Paint } from '../output/paint.ts';
import { acrossAccounts, type Found } from './across-accounts.ts';
import { renderChanges } from './changes.ts';
import { clusterNames } from './cluster-label.ts';
import { moreLine, type ListEnd } from './list-end.ts';

/** Changes of one cluster. */
export interface ChangesOn {
  /** The cluster's ARN. */
  readonly cluster: string;
  readonly changes: readonly Change[];
}

/**
 * The changes of a fleet, each once, under the clusters that have it: a grant that changes the same row on 288 clusters
 * of 12 accounts is one line. What is on most clusters stands first.
 */
export function renderFleetChanges(all: readonly ChangesOn[], paint: Paint, end: ListEnd): string {
  // What is adopted stands already: the sums count it, and the list of each cluster has it.
  const blocks = blocksOf(linesOf(all).filter(({ change }) => change.op !== 'adopt'));
  const shown = blocks.slice(0, end.limit).map(({ clusters, changes }) => ({
    clusters,
    changes: changes.slice(0, end.limit),
  }));
  const count = (some: readonly Block[]) => some.reduce((sum, { changes }) => sum + changes.length, 0);
  const texts = shown.map(
    ({ clusters, changes }) =>
      `  ${paint('bold', clusterNames(clusters, 0))}\n${renderChanges(changes, paint, 4)}`,
  );
  return texts.join('') + moreLine(count(blocks) - count(shown), 'more change', end, paint);
}

interface Line {
  readonly change: Change;
  readonly clusters: readonly string[];
}

function linesOf(all: readonly ChangesOn[]): readonly Line[] {
  const formOf = acrossAccounts(
    all.flatMap(({ cluster, changes }) => changes.map((change): Found => ({ cluster, arn: arnOf(change) }))),
  );
  const each = all.flatMap(({ cluster, changes }) =>
    changes.map((change) => ({ cluster, change: named(change, formOf({ cluster, arn: arnOf(change) })) })),
  );
  return [...Map.groupBy(each, ({ change }) => JSON.stringify(change)).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined
      ? []
      : [{ change: first.change, clusters: same.map(({ cluster }) => cluster) }];
  });
}

interface Block {
  readonly clusters: readonly string[];
  readonly changes: readonly Change[];
}

function blocksOf(lines: readonly Line[]): readonly Block[] {
  const blocks = [...Map.groupBy(lines, ({ clusters }) => clusters.join(' ')).values()];
  return blocks
    .map((block) => ({
      clusters: block[0]?.clusters ?? [],
      changes: block.map(({ change }) => change),
    }))
    .sort((a, b) => b.clusters.length - a.clusters.length);
}

const arnOf = (change: Change): string => ('after' in change ? change.after.arn : change.before.arn);

/** The change of whoever has that ARN: where a row stands, and how its ARN is spelt, make no other change of it. */
function named(change: Change, arn: string): Change {
  const [principal, list] = ['', 'mapRoles'] as const;
  switch (change.op) {
    case 'add':
    case 'adopt':
      return { op: change.op, principal, list, after: { ...change.after, arn } };
    case 'replace':
      return {
        op: 'replace',
        principal,
        list,
        before: { ...change.before, arn },
        after: { ...change.after, arn },
      };
    case 'remove':
      return { ...change, principal, list, before: { ...change.before, arn } };
  }
}
