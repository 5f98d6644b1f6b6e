import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { renderAttention } from './attention.ts';
import { renderChangedClusters } from './changed-clusters.ts';
import { elapsed } from './elapsed.ts';
import type { ListEnd } from './list-end.ts';
import { outcomeWord, reasonWord, STANDINGS } from './outcome-word.ts';
import { renderFindings } from './findings.ts';
import { rowsText } from './rows-text.ts';
import type { RunReport } from './run-report.ts';

/** A run as text: sums first, then what changes where, what is new, and who needs someone. */
export function renderRun(report: RunReport, paint: Paint, end: ListEnd): string {
  const parts = [
    renderSums(report, paint),
    renderChangedClusters(report, paint, end),
    renderFindings(report, paint, end),
    renderAttention(report, paint, end),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** The head of it: which run, how it ended, and clusters by outcome with the rows that differ or were changed. */
export function renderSums(report: RunReport, paint: Paint): string {
  return `${heading(report, paint)}${outcomes(report, paint)}`;
}

const ENDED: Readonly<Record<RunReport['state'], string>> = {
  open: 'has not ended, or was cut off',
  done: '',
  halted: 'halted: the failure budget of a wave was used up',
  failed: 'ended before its end',
};

function heading({ closedAt, error, ...report }: RunReport, paint: Paint): string {
  const { mode, clusters, revision, run, openedAt, state } = report;
  const title = `${mode[0]?.toUpperCase() ?? ''}${mode.slice(1)} of ${plural(clusters, 'cluster')}`;
  const facts = [`revision ${safe(revision)}`, `run ${run}`];
  if (closedAt !== '') facts.push(elapsed(openedAt, closedAt));
  const ended = error === '' ? ENDED[state] : `${ENDED[state]}: ${reasonWord(error)}`;
  const line = `${paint('bold', title)} ${paint('dim', `· ${facts.join(' · ')}`)}\n`;
  return ended === '' ? line : `${line}  ${paint('red', ended)}\n`;
}

function outcomes(report: RunReport, paint: Paint): string {
  const rows = STANDINGS.flatMap((kind) => {
    const count = report.counts[kind] ?? 0;
    if (count === 0) return [];
    const of = report.results.filter(({ outcome }) => outcome === kind);
    return [[outcomeWord(kind, paint), amount(count), paint('dim', rowsText(kind, report.mode, of))]];
  });
  return table(rows, { indent: 2, right: [1] });
}
