import type { Paint } from '../output/paint.ts';
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
    // The changes were read for some of them only.
    const shown = clusters.filter(({ changes }) => changes.length > 0).slice(0, end.limit);
    const blocks = shown.map((one) => block(one, paint)).join('');
    return [`${paint('underline', title)}\n${blocks}${moreLine(clusters.length - shown.length, end, paint)}`];
  };
  return [
    ...section(mode === 'plan' ? 'What apply would change' : 'What changed', ahead),
    ...section('What differs and is left as it is', left),
  ].join('\n');
}

function block({ cluster, outcome, reason, changes }: ReportedCluster, paint: Paint): string {
  const good = outcome === 'pending' || outcome === 'drifted' || outcome === 'changed';
  const became = good ? '' : `  ${standingText({ kind: outcome, reason }, paint)}`;
  return `  ${paint('bold', clusterLabel(cluster))}${became}\n${renderChanges(changes, paint, 4)}`;
}
