import type { Cluster, Outcome } from '@roster/access';
import type { RunProgress } from '@roster/workflow';
import { Bench } from './bench.ts';
import { cluster, fleet } from './fleet.ts';

export const many = (count: number, ring = ''): readonly Cluster[] =>
  Array.from({ length: count }, (_, index) =>
    cluster(`${ring}c${String(index).padStart(5, '0')}`, { labels: { ring } }),
  );
const rollout = {
  waves: [{ name: 'canary', clusters: { matchLabels: { ring: 'canary' } } }],
  failureBudget: { percent: 10 },
};

export function benchOf(clusters: readonly Cluster[]): Bench {
  const made = new Bench();
  made.catalog.store(fleet({ clusters, rollout }));
  return made;
}

/** Ends every pending cluster of the step, the first `bad` of them with that outcome. */
export async function step(
  made: Bench,
  progress: RunProgress,
  bad = 0,
  outcome: Outcome = FAILED,
): Promise<void> {
  let left = bad;
  for (const { shard } of progress.shards) {
    for (const { cluster: arn, standing } of await made.journal.shardResults(shard)) {
      if (standing.kind !== 'pending') continue;
      const told = (left -= 1) >= 0 ? outcome : ({ kind: 'changed', reason: '' } as const);
      const at = made.clock().toISOString();
      const line = { run: progress.run, shard, cluster: arn, since: at, at, facts: '{}', timings: '{}' };
      await made.journal.record({ ...line, outcome: told });
    }
  }
}
export const FAILED: Outcome = { kind: 'failed', reason: 'UnsettledFault' };
