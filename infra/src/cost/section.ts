import { ASSUMED } from './assumptions.ts';
import { MEASURED_AT } from './measured.ts';
import { quantitiesOfMonth } from './of-month.ts';
import { quantitiesOfRun } from './of-run.ts';
import { add, priceOf, PRICES_OF, type Quantities } from './prices.ts';
import { WAYS, type WayName } from './ways.ts';

const SIZES = [10, 1_000, 10_000];

const MODES: Readonly<Record<WayName, string>> = {
  inSync: 'plan, all in sync',
  changed: 'apply, every cluster changes',
};

/** The part of infra/README.md that `npm run cost` writes: what a run costs, and a month of hourly plans. */
export function costSection(): string {
  const { answerMs, concurrency } = ASSUMED;
  return [
    `\`npm run cost\`; list prices of ${PRICES_OF}, in US dollars, without free tiers; measured ${MEASURED_AT}; ` +
      `answers assumed to take ${answerMs.aws} ms (AWS), ${answerMs.cluster} ms (a cluster), ${answerMs.store} ms ` +
      `(DynamoDB); ${concurrency} shards at once.`,
    table(
      ['one run', 'clusters', 'Step Functions', 'Lambda', 'DynamoDB', 'logs', 'total'],
      WAYS.flatMap((way) => SIZES.map((size) => runRow(size, way))),
    ),
    table(
      ['a month of hourly plans', 'clusters', 'runs', 'journal kept', 'metrics, alarms, keys', 'total'],
      SIZES.map(monthRow),
    ),
  ].join('\n\n');
}

function runRow(clusters: number, way: WayName): readonly string[] {
  const { stateMachine, functions, tables, logs } = quantitiesOfRun(clusters, way);
  return [MODES[way], clusters.toLocaleString('en'), ...priced([stateMachine, functions, tables, logs])];
}

function monthRow(clusters: number): readonly string[] {
  const { runs, kept, standing } = quantitiesOfMonth(clusters);
  return ['all in sync', clusters.toLocaleString('en'), ...priced([runs, kept, standing])];
}

const priced = (parts: readonly Quantities[]) =>
  [...parts, add(...parts)].map((part) => dollars(priceOf(part)));

/** Two digits that count, cents at least: what is behind them nobody knows. */
export function dollars(price: number): string {
  if (price < 0.0001) return '< 0.0001';
  return price < 1 ? String(Number(price.toPrecision(2))) : price.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const [OPEN, CLOSE] = ['<!-- cost -->', '<!-- /cost -->'];

/** The page with the section between its markers replaced. Throws an Error for a page without markers. */
export function withCost(page: string, section: string): string {
  const [from, to] = [page.indexOf(OPEN), page.indexOf(CLOSE)];
  if (from < 0 || to < from) throw new Error(`infra/README.md has no ${OPEN} … ${CLOSE} to write between`);
  return `${page.slice(0, from + OPEN.length)}\n\n${section}\n\n${page.slice(to)}`;
}
