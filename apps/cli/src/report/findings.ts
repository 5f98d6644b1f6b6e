import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { table } from '../output/table.ts';
import { clusterLabel } from './cluster-label.ts';
import { moreLine, type ListEnd } from './list-end.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** Foreign rows that the run saw for the first time: somebody else lets people in. Masters stand out. */
export function renderFindings({ results }: RunReport, paint: Paint, end: ListEnd): string {
  const found = results.filter(({ rows }) => rows.newForeign > 0);
  if (found.length === 0) return '';
  const rows = table(
    found.slice(0, end.limit).flatMap((result) => rowsOf(result, paint)),
    { indent: 2 },
  );
  const title = paint('underline', 'Foreign rows that were not there before');
  return `${title}\n${rows}${moreLine(found.length - end.limit, end, paint)}`;
}

function rowsOf({ cluster, newForeign, newMasters }: ReportedCluster, paint: Paint): string[][] {
  return newForeign.map((arn) => [
    clusterLabel(cluster),
    safe(arn),
    newMasters.includes(arn) ? paint('red', 'with system:masters') : '',
  ]);
}
