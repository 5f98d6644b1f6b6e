import type { OutcomeKind } from '@roster/access';
import type { ClusterResult, Journal, RunHeader } from '@roster/reconcile';
import { shardKeys } from '@roster/reconcile';
import { reasonOf, RowCounts } from '@roster/workflow';
import { concurrently } from './concurrently.ts';
import { STANDINGS } from './outcome-word.ts';
import type { ReportedCluster, RunReport } from './run-report.ts';

const READS_AT_ONCE = 20;
const NO_ROWS: RowCounts = {
  add: 0,
  adopt: 0,
  replace: 0,
  remove: 0,
  foreign: 0,
  newForeign: 0,
  newMasters: 0,
  pastUntil: 0,
};

/**
 * Collects a run's report from the journal. `limit` bounds for how many clusters of each outcome the heavy part
 * (changes, refusals) is read; outcomes and counts are all there.
 */
export async function collectRun(journal: Journal, header: RunHeader, limit = Infinity): Promise<RunReport> {
  const lines = await concurrently(shardKeys(header), READS_AT_ONCE, (shard) => journal.shardResults(shard));
  const results = lines.flat().map(withoutFinding).sort(worstFirst);
  const telling = Map.groupBy(results.filter(tells), ({ outcome }) => outcome);
  const heavy = new Set([...telling.values()].flatMap((alike) => alike.slice(0, limit)));
  return {
    ...headOf(header),
    counts: countsOf(results),
    rows: sumOf(results),
    results: await concurrently(results, READS_AT_ONCE, (result) =>
      heavy.has(result) ? withFinding(journal, header.run, result) : Promise.resolve(result),
    ),
  };
}

function headOf({ run, mode, who, revision, openedAt, clusters, closed }: RunHeader) {
  const { state = 'open', error = '', at = '' } = closed ?? {};
  return { run, mode, state, error, who, revision, openedAt, closedAt: at, clusters } as const;
}

function withoutFinding({ cluster, standing, facts }: ClusterResult): ReportedCluster {
  return {
    cluster,
    outcome: standing.kind,
    reason: standing.kind === 'pending' ? '' : reasonOf(standing.reason),
    rows: rowsOf(facts),
    changes: [],
    newForeign: [],
    newMasters: [],
    refusals: [],
    overridden: [],
  };
}

/** A cluster that Apply never looked at has `{}`. */
function rowsOf(facts: string): RowCounts {
  const read = RowCounts.safeParse(JSON.parse(facts));
  return read.success ? read.data : NO_ROWS;
}

/** True where the finding has something to tell: changes, new foreign rows, or a guardrail that refused. */
const tells = ({ outcome, rows }: ReportedCluster): boolean =>
  rows.add + rows.adopt + rows.replace + rows.remove + rows.newForeign > 0 || outcome === 'blocked';

async function withFinding(journal: Journal, run: string, result: ReportedCluster): Promise<ReportedCluster> {
  const finding = await journal.getFinding(run, result.cluster);
  if (finding === undefined) return result;
  const { changeSet, newForeign, newMasters, refusals, overridden } = finding;
  return { ...result, changes: changeSet.changes, newForeign, newMasters, refusals, overridden };
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
