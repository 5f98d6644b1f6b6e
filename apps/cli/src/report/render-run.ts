import type { RowCounts } from '@roster/workflow';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { renderAttention } from './attention.ts';
import { renderChanges } from './changes.ts';
import { clusterLabel } from './cluster-label.ts';
import { elapsed } from './elapsed.ts';
import { outcomeWord, STANDINGS } from './outcome-word.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

export interface RenderOptions {
  /** How many clusters each list shows before it says how many more there are. */
  readonly limit: number;
}

/** A run as text: sums first, then what changes where, what is new, and who needs someone. */
export function renderRun(report: RunReport, paint: Paint, { limit }: RenderOptions): string {
  const parts = [
    heading(report, paint),
    outcomes(report, paint),
    changesPart(report, paint, limit),
    findings(report, paint, limit),
    renderAttention(report, paint, limit),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function heading(report: RunReport, paint: Paint): string {
  const { mode, clusters, revision, run, openedAt, closedAt, state, error } = report;
  const title = `${mode[0]?.toUpperCase() ?? ''}${mode.slice(1)} of ${plural(clusters, 'cluster')}`;
  const took = closedAt === '' ? 'not ended' : elapsed(openedAt, closedAt);
  const facts = [revision === '' ? '' : `revision ${safe(revision)}`, `run ${run}`, took].filter(
    (fact) => fact !== '',
  );
  const ended =
    state === 'halted' ? 'halted: its failure budget was used up' : error === '' ? '' : `ended by ${error}`;
  const line = `${paint('bold', title)} ${paint('dim', `· ${facts.join(' · ')}`)}\n`;
  return ended === '' ? line : `${line}${paint('red', `  ${ended}`)}\n`;
}

function outcomes(report: RunReport, paint: Paint): string {
  const rows = STANDINGS.flatMap((kind) => {
    const count = report.counts[kind] ?? 0;
    if (count === 0) return [];
    const of = report.results.filter(({ outcome }) => outcome === kind);
    return [[outcomeWord(kind, paint), amount(count), paint('dim', rowsText(of))]];
  });
  return table(rows, { indent: 2, right: [1] });
}

const TOLD = [
  ['add', 'to add', 'added'],
  ['replace', 'to replace', 'replaced'],
  ['remove', 'to remove', 'removed'],
  ['adopt', 'adopted', 'adopted'],
] as const satisfies readonly (readonly [keyof RowCounts, string, string])[];

/** `rows: 9 to add, 1 to remove`: what stands ahead, or (changed) what was done. */
function rowsText(results: readonly ReportedCluster[]): string {
  const done = results[0]?.outcome === 'changed';
  const told = TOLD.flatMap(([key, ahead, past]) => {
    const count = results.reduce((sum, { rows }) => sum + rows[key], 0);
    return count === 0 ? [] : [`${amount(count)} ${done ? past : ahead}`];
  });
  return told.length === 0 ? '' : `rows: ${told.join(', ')}`;
}

function changesPart(report: RunReport, paint: Paint, limit: number): string {
  const changing = report.results.filter(({ rows }) => rows.add + rows.replace + rows.remove > 0);
  const shown = changing.filter(({ changes }) => changes.length > 0).slice(0, limit);
  if (shown.length === 0) return '';
  const title = report.mode === 'plan' ? 'What apply would change' : 'What was to change';
  const blocks = shown.map(
    ({ cluster, changes }) =>
      `  ${paint('bold', clusterLabel(cluster))}\n${renderChanges(changes, paint, 4)}`,
  );
  return `${paint('underline', title)}\n${blocks.join('')}${more(changing.length - shown.length, report, paint)}`;
}

function findings({ results, ...report }: RunReport, paint: Paint, limit: number): string {
  const found = results.filter(({ rows }) => rows.newForeign > 0);
  if (found.length === 0) return '';
  const rows = found
    .slice(0, limit)
    .flatMap(({ cluster, newForeign, newMasters }) =>
      newForeign.map((arn) => [
        clusterLabel(cluster),
        safe(arn),
        newMasters.includes(arn) ? paint('red', 'with system:masters') : '',
      ]),
    );
  const title = paint('underline', 'Foreign rows that were not there before');
  return `${title}\n${table(rows, { indent: 2 })}${more(found.length - limit, { ...report, results }, paint)}`;
}

function more(count: number, { run }: RunReport, paint: Paint): string {
  return count > 0
    ? paint('dim', `  and ${plural(count, 'more cluster')}: roster runs show ${run}`) + '\n'
    : '';
}
