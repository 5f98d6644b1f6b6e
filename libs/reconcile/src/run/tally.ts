import { isWorse } from '@roster/access';
import { reasonOf, rowCountsOf } from '@roster/workflow';
import type { ClusterResult, Journal, RunHeader, WorseCluster } from '../ports/index.ts';
import { eachShard, shardKeys } from './shards.ts';

/** What a run's lines say of its clusters. */
export interface Tally {
  /** Clusters by outcome, `pending` among them. */
  readonly counts: Record<string, number>;
  /** ARNs of all of them. */
  readonly clusters: Set<string>;
  readonly worse: WorseCluster[];
  /** Clusters whose rows were compared, and how much of their foreign access is new: rows, and privilege. */
  readonly compared: Map<string, number>;
  pastUntil: number;
}

/**
 * Counts every cluster of the run. Of what is news (worse, compared) only the lines that ended after `told`,
 * an ISO time: what stood before, an earlier end of the same run has told.
 */
export async function tallyOf(journal: Journal, header: RunHeader, told = ''): Promise<Readonly<Tally>> {
  const tally: Tally = { counts: {}, clusters: new Set(), worse: [], compared: new Map(), pastUntil: 0 };
  await eachShard(journal, shardKeys(header), (lines) => {
    for (const line of lines) count(tally, line, told);
  });
  return tally;
}

function count(tally: Tally, { cluster, standing, was, at, facts }: ClusterResult, told: string): void {
  tally.counts[standing.kind] = (tally.counts[standing.kind] ?? 0) + 1;
  tally.clusters.add(cluster);
  if (standing.kind === 'pending') return;
  const { kind } = standing;
  const reason = reasonOf(standing.reason);
  // What a line says is what a worker has returned: no text of it keeps a run from being closed.
  const rows = rowCountsOf(facts);
  // Counted before the write: a cluster that changed has lost them.
  if (kind !== 'changed') tally.pastUntil += rows?.pastUntil ?? 0;
  if (at <= told) return;
  if (isWorse(kind, was)) tally.worse.push({ cluster, was, outcome: { kind, reason } });
  // Of a document that does not parse nobody knows the rows.
  if (rows !== undefined && reason !== 'unparseable')
    tally.compared.set(cluster, rows.newForeign + rows.newPrivileged);
}
