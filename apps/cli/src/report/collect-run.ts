import { isGood, type OutcomeKind } from '@roster/access';
import type { ClusterResult, Journal, RunHeader } from '@roster/reconcile';
import { failedChecks, shardKeys } from '@roster/reconcile';
import { reasonOf, rowCountsOf, type Mode, type RowCounts } from '@roster/workflow';
import { messagesOf, type Line } from './cluster-message.ts';
import { concurrently } from './concurrently.ts';
import { STANDINGS } from './outcome-word.ts';
import { isPartial } from './rows-text.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

const READS_AT_ONCE = 20;
const NO_ROWS: RowCounts = {
  add: 0,
  adopt: 0,
  replace: 0,
  remove: 0,
  withheld: 0,
  undecided: 0,
  foreign: 0,
  newForeign: 0,
  kept: 0,
  newPrivileged: 0,
  privileged: 0,
  pastUntil: 0,
};

/**
 * Collects a run's report from the journal. `limit` bounds for how many clusters of each outcome the heavy part
 * (changes, refusals) is read; outcomes and counts are all there.
 */
export async function collectRun(journal: Journal, header: RunHeader, limit = Infinity): Promise<RunReport> {
  const shards = await concurrently(shardKeys(header), READS_AT_ONCE, (shard) => journal.shardResults(shard));
  const lines = shards.flat();
  const messages = await messagesOf(journal, header, needing(lines, limit));
  const results = lines.map((line) => withoutFinding(line, header.mode, messages)).sort(worstFirst);
  const telling = Map.groupBy(results.filter(tells), ({ outcome }) => outcome);
  const heavy = new Set([...telling.values()].flatMap((alike) => alike.slice(0, limit)));
  return {
    ...headOf(header),
    unmatched: header.unmatched ?? [],
    counts: countsOf(results),
    rows: sumOf(results),
    results: await concurrently(results, READS_AT_ONCE, (result) =>
      heavy.has(result) ? withFinding(journal, header, result) : Promise.resolve(result),
    ),
  };
}

function headOf({
  run,
  mode,
  who,
  change,
  executions,
  revision,
  openedAt,
  clusters,
  whole,
  preview,
  closed,
}: RunHeader) {
  const { state = 'open', error = '', message = '', at = '' } = closed ?? {};
  const by = { who, change: change ?? '', execution: executions.at(-1) ?? '' };
  const head = {
    run,
    mode,
    preview: preview === true,
    state,
    error: reasonOf(error),
    message,
    ...by,
  } as const;
  return { ...head, revision, openedAt, closedAt: at, clusters, whole: whole === true };
}

/** The clusters that did not end well, of each outcome as many as asked for: with their reasons as recorded. */
function needing(lines: readonly ClusterResult[], limit: number): readonly Line[] {
  const bad = lines.flatMap(({ cluster, standing }) =>
    standing.kind === 'pending' || isGood(standing.kind) ? [] : [{ cluster, ...standing }],
  );
  const alike = Map.groupBy(
    bad.toSorted((a, b) => (a.cluster < b.cluster ? -1 : 1)),
    ({ kind }) => kind,
  );
  return [...alike.values()].flatMap((some) => some.slice(0, limit));
}

function withoutFinding(
  { cluster, standing, facts }: ClusterResult,
  mode: Mode,
  messages: ReadonlyMap<string, string>,
): ReportedCluster {
  const rows = rowsOf(facts);
  const outcome = {
    outcome: standing.kind,
    reason: standing.kind === 'pending' ? '' : reasonOf(standing.reason),
  };
  return {
    cluster,
    ...outcome,
    message: messages.get(cluster) ?? '',
    rows,
    checks: [],
    changes: [],
    withheld: [],
    partlyWritten: mode === 'apply' && isPartial(outcome, rows),
    kept: [],
    newForeign: [],
    privileged: [],
    newPrivileged: [],
    refusals: [],
    overridden: [],
  };
}

/** A cluster that Apply never looked at has `{}`. */
const rowsOf = (facts: string): RowCounts => rowCountsOf(facts) ?? NO_ROWS;

/** True where the finding has something to report: changes, what was kept, foreign access, or a guardrail that refused. */
const tells = ({ outcome, rows }: ReportedCluster): boolean =>
  rows.add + rows.adopt + rows.replace + rows.remove + rows.kept + rows.newForeign + rows.privileged > 0 ||
  outcome === 'blocked' ||
  isUnwell(outcome);

/** Verify has kept what it saw. */
const isUnwell = (outcome: ReportedCluster['outcome']): boolean =>
  outcome === 'unhealthy' || outcome === 'rolledBack';

async function withFinding(
  journal: Journal,
  { run, mode }: RunHeader,
  result: ReportedCluster,
): Promise<ReportedCluster> {
  const key = { run, mode, cluster: result.cluster };
  const [finding, health] = await Promise.all([
    journal.getFinding(key),
    isUnwell(result.outcome) ? journal.getHealth(key) : undefined,
  ]);
  const checks = health === undefined ? [] : failedChecks(health);
  if (finding === undefined) return { ...result, checks };
  const { changeSet, withheld, newForeign, privileged, newPrivileged, refusals, overridden } = finding;
  const { changes, kept = [] } = changeSet;
  const foreign = { newForeign, privileged, newPrivileged };
  return { ...result, checks, changes, withheld, kept, ...foreign, refusals, overridden };
}

function worstFirst(a: ReportedCluster, b: ReportedCluster): number {
  const rank = ({ outcome }: ReportedCluster) => STANDINGS.indexOf(outcome);
  return rank(b) - rank(a) || (a.cluster < b.cluster ? -1 : 1);
}

function countsOf(results: readonly ReportedCluster[]): RunReport['counts'] {
  const counts: Partial<Record<OutcomeKind | 'pending', number>> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function sumOf(results: readonly ReportedCluster[]): RowCounts {
  const sum = { ...NO_ROWS };
  for (const { rows } of results) {
    for (const key of Object.keys(sum) as (keyof RowCounts)[]) sum[key] += rows[key];
  }
  return sum;
}
