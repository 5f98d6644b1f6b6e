import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { clusterLabel } from './cluster-label.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** Foreign rows that the run saw for the first time: somebody else lets people in. Masters stand out. */
export function renderFindings({ results, run }: RunReport, paint: Paint, limit: number): string {
  const found = results.filter(({ rows }) => rows.newForeign > 0);
  if (found.length === 0) return '';
  const rest = found.length - limit;
  const more =
    rest > 0 ? paint('dim', `  and ${plural(rest, 'more cluster')}: roster runs show ${run}`) + '\n' : '';
  const rows = table(
    found.slice(0, limit).flatMap((result) => rowsOf(result, paint)),
    { indent: 2 },
  );
  return `${paint('underline', 'Foreign rows that were not there before')}\n${rows}${more}`;
}

function rowsOf({ cluster, newForeign, newMasters }: ReportedCluster, paint: Paint): string[][] {
  return newForeign.map((arn) => [
    clusterLabel(cluster),
    safe(arn),
    newMasters.includes(arn) ? paint('red', 'with system:masters') : '',
  ]);
}
