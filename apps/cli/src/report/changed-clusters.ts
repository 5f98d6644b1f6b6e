import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { renderChanges } from './changes.ts';
import { clusterLabel } from './cluster-label.ts';
import { moreLine, type ListEnd } from './list-end.ts';
import { standingText } from './outcome-word.ts';
import { wasWritten } from './rows-text.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** The changes of each cluster, under what has become of them. Adoption alone is no change. */
export function renderChangedClusters({ results, mode }: RunReport, paint: Paint, end: ListEnd): string {
  const differing = results.filter(({ rows }) => rows.add + rows.replace + rows.remove > 0);
  const { ahead = [], left = [] } = Object.groupBy(differing, ({ outcome }) =>
    (mode === 'plan' ? outcome === 'drifted' : wasWritten(outcome, mode)) ? 'ahead' : 'left',
  );
  const section = (title: string, clusters: readonly ReportedCluster[]): readonly string[] => {
    if (clusters.length === 0) return [];
    const groups = groupsOf(clusters, paint, end).slice(0, end.limit);
    const told = groups.reduce((sum, group) => sum + group.clusters.length, 0);
    const blocks = groups.map((group) => block(group, paint)).join('');
    return [`${paint('underline', title)}\n${blocks}${moreLine(clusters.length - told, end, paint)}`];
  };
  return [
    ...section(mode === 'plan' ? 'What apply would change' : 'What changed', ahead),
    ...section('What differs and is left as it is', left),
  ].join('\n');
}

/** Clusters that became the same, with the same changes. */
interface Alike {
  readonly became: string;
  readonly changes: string;
  readonly clusters: readonly ReportedCluster[];
}

/**
 * Those whose changes were read; where the list has a limit, the same ones together, for in a fleet a grant changes
 * the same rows on many clusters.
 */
function groupsOf(clusters: readonly ReportedCluster[], paint: Paint, { limit }: ListEnd): readonly Alike[] {
  const read = clusters.filter(({ changes }) => changes.length > 0);
  const each = read.map((one) => ({
    became: becameText(one, paint),
    changes: renderChanges(one.changes, paint, 4),
    clusters: [one],
  }));
  if (limit === Infinity) return each;
  const groups = Map.groupBy(each, ({ became, changes }) => became + changes);
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, clusters: same.flatMap((one) => one.clusters) }];
  });
}

function becameText({ outcome, reason }: ReportedCluster, paint: Paint): string {
  const expected = outcome === 'pending' || outcome === 'drifted' || outcome === 'changed';
  return expected ? '' : `  ${standingText({ kind: outcome, reason }, paint)}`;
}

const NAMED = 3;

function block({ became, changes, clusters }: Alike, paint: Paint): string {
  const names = clusters.slice(0, NAMED).map(({ cluster }) => clusterLabel(cluster));
  const rest = clusters.length - names.length;
  const all = `${names.join(', ')}${rest > 0 ? ` and ${plural(rest, 'more cluster')}` : ''}`;
  return `  ${paint('bold', all)}${became}\n${changes}`;
}
