import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { renderAttention } from './attention.ts';
import { renderChangedClusters } from './changed-clusters.ts';
import { elapsed } from './elapsed.ts';
import type { ListEnd } from './list-end.ts';
import { renderNext } from './next-steps.ts';
import { renderFindings, renderKept } from './findings.ts';
import { outcomeWord, reasonWord, STANDINGS } from './outcome-word.ts';
import { rowsText } from './rows-text.ts';
import type { RunReport } from './run-report.ts';
import { renderUnmatched } from './catalog-warnings.ts';

/**
 * A run as text, read from its end: what changes where, what is new, who needs someone, and last, where a person looks
 * first, the sums and what to do.
 */
export function renderRun(report: RunReport, paint: Paint, end: ListEnd): string {
  return joined([renderFound(report, paint, end), renderNext(report, paint)]);
}

/** The same without what to do. */
export function renderFound(report: RunReport, paint: Paint, end: ListEnd): string {
  return joined([
    renderChangedClusters(report, paint, end),
    renderKept(report, paint, end),
    renderFindings(report, paint, end),
    renderUnmatched(report.unmatched, paint),
    renderAttention(report, paint, end),
    renderSums(report, paint),
  ]);
}

/** Of a run only who needs someone, all of them, the worst first. */
export function renderNeedy(report: RunReport, paint: Paint): string {
  const all = { limit: Infinity, whole: '' };
  const parts = [renderAttention(report, paint, all), renderSums(report, paint)];
  return joined([...parts, renderNext(report, paint, 'looked')]);
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

/** The sum of it: which run, how it ended, and clusters by outcome with the rows that differ or were changed. */
export function renderSums(report: RunReport, paint: Paint): string {
  return `${heading(report, paint)}${outcomes(report, paint)}`;
}

const ENDED: Readonly<Record<RunReport['state'], string>> = {
  open: 'has not ended, or was cut off',
  done: '',
  halted: 'halted: the failure budget of a wave was used up',
  failed: 'ended before its end',
};

function heading({ closedAt, error, message, ...report }: RunReport, paint: Paint): string {
  const { mode, clusters, revision, run, openedAt, state, preview } = report;
  const title = `${mode[0]?.toUpperCase() ?? ''}${mode.slice(1)} of ${plural(clusters, 'cluster')}`;
  const facts = preview ? ['preview of files: roster status does not change'] : [];
  facts.push(`revision ${safe(revision)}`, `run ${run}`);
  if (closedAt !== '') facts.push(elapsed(openedAt, closedAt));
  const ended = error === '' ? ENDED[state] : `${ENDED[state]}: ${reasonWord(error)}`;
  const said = message === '' ? '' : `    ${safe(message)}\n`;
  const line = `${paint('bold', title)} ${paint('dim', `· ${facts.join(' · ')}`)}\n`;
  const by = `  ${paint('dim', startedBy(report))}\n`;
  return `${line}${by}${ended === '' ? '' : `  ${paint('red', ended)}\n${said}`}`;
}

/** Step Functions records no caller: in the cloud `who` is what the starter said, and CloudTrail knows the execution. */
function startedBy({ who, change, execution }: Pick<RunReport, 'who' | 'change' | 'execution'>): string {
  const cloud = execution.startsWith('arn:');
  return [
    cloud ? `by ${safe(who)}, as the starter says` : `by ${safe(who)}`,
    ...(cloud ? [`execution ${safe(execution)}`] : []),
    ...(change === '' ? [] : [`change ${safe(change)}`]),
  ].join(' · ');
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
