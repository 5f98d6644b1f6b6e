import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { renderChanges } from './changes.ts';
import { clusterLabel } from './cluster-label.ts';
import { standingText } from './outcome-word.ts';
import { wasWritten } from './rows-text.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** The changes of each cluster, under what has become of them. Adoption alone is no change. */
export function renderChangedClusters(report: RunReport, paint: Paint, limit: number): string {
  const { results, mode } = report;
  const differing = results.filter(({ rows }) => rows.add + rows.replace + rows.remove > 0);
  const ahead = ({ outcome }: ReportedCluster) =>
    mode === 'plan' ? outcome === 'drifted' : wasWritten(outcome, mode);
  const title = mode === 'plan' ? 'What apply would change' : 'What changed';
  const parts = [
    section({ title, clusters: differing.filter(ahead), limit }, report, paint),
    section(
      { title: 'What differs and is left as it is', clusters: differing.filter((one) => !ahead(one)), limit },
      report,
      paint,
    ),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

interface Section {
  readonly title: string;
  readonly clusters: readonly ReportedCluster[];
  readonly limit: number;
}

function section({ title, clusters, limit }: Section, { run }: RunReport, paint: Paint): string {
  // The heavy part is read for some of them only.
  const shown = clusters.filter(({ changes }) => changes.length > 0).slice(0, limit);
  if (clusters.length === 0) return '';
  const rest = clusters.length - shown.length;
  const more =
    rest > 0 ? paint('dim', `  and ${plural(rest, 'more cluster')}: roster runs show ${run}`) + '\n' : '';
  return `${paint('underline', title)}\n${shown.map((one) => block(one, paint)).join('')}${more}`;
}

function block({ cluster, outcome, reason, changes }: ReportedCluster, paint: Paint): string {
  const good = outcome === 'pending' || outcome === 'drifted' || outcome === 'changed';
  const became = good ? '' : `  ${standingText({ kind: outcome, reason }, paint)}`;
  return `  ${paint('bold', clusterLabel(cluster))}${became}\n${renderChanges(changes, paint, 4)}`;
}
