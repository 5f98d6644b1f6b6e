import { isGood } from '@roster/access';
import type { Standing } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { adviceFor } from './advice.ts';
import { clusterLabel } from './cluster-label.ts';
import { standingText } from './outcome-word.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

/** The clusters that need someone: what became of each, why, and what to do. */
export function renderAttention({ results, run }: RunReport, paint: Paint, limit: number): string {
  const needy = results.filter(({ outcome }) => outcome === 'pending' || !isGood(outcome));
  if (needy.length === 0) return '';
  const lines = needy.slice(0, limit).flatMap((result) => linesOf(result, paint));
  const rest = needy.length - limit;
  const more =
    rest > 0 ? paint('dim', `  and ${plural(rest, 'more cluster')}: roster runs show ${run}`) + '\n' : '';
  return `${paint('underline', 'Needs someone')}\n${table(lines, { indent: 2 })}${more}`;
}

function linesOf(result: ReportedCluster, paint: Paint): string[][] {
  const standing = standingOf(result);
  const refusals = result.refusals.map(({ message }) => ['', '', paint('dim', safe(message))]);
  return [[clusterLabel(result.cluster), standingText(standing, paint), adviceFor(standing)], ...refusals];
}

export function standingOf({ outcome, reason }: ReportedCluster): Standing {
  return outcome === 'pending' ? { kind: 'pending' } : { kind: outcome, reason };
}
