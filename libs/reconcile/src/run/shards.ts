import { Fault, MOST_SHARDS_AT_ONCE, shardsOf, type Target } from '@roster/workflow';
import { createHash } from 'node:crypto';
import type { ClusterResult, Journal, RunHeader, RunKey } from '../ports/index.ts';

/** Clusters of a shard (design.md, Vocabulary). */
export const SHARD_SIZE = 25;

/** By which the clusters of a wave are ordered: the same each time, and no account's stay together. */
export const hashOf = (arn: string): string => createHash('sha256').update(arn).digest('hex');

/** The partition key of a shard in the journal. Numbers have four digits, so that keys sort as they run. */
export function shardKey(
  key: RunKey,
  ...place: readonly [wave: number, step: number, shard: number]
): string {
  return `${shardsOf(key)}${place.map((number) => String(number).padStart(4, '0')).join('#')}`;
}

/**
 * Holds what a state was given to one run: the line that it came by stands in a shard of that run, in a partition that
 * only workers of its kind may write. Throws BadInputFault for any other.
 */
export function assertShard({ run, mode, cluster, shard }: Target): void {
  if (shard.startsWith(shardsOf({ run, mode }))) return;
  throw new Fault('BadInputFault', `${cluster}: ${shard} is no shard of run ${run} in mode ${mode}`);
}

/** The shards of one step. Throws BadInputFault for a header with more than any of ours has: a list of them would have no end. */
export function stepShards(header: RunHeader, wave: number, step: number): readonly string[] {
  const count = header.waves[wave]?.steps[step] ?? 0;
  if (count > MOST_SHARDS_AT_ONCE) {
    throw new Fault(
      'BadInputFault',
      `run ${header.run}: its header names ${count} shards in a step, and Roster makes ${MOST_SHARDS_AT_ONCE} at most: delete the header`,
    );
  }
  return Array.from({ length: count }, (_, shard) => shardKey(header, wave, step, shard));
}

/** The keys of all shards of a run, in the order of the rollout: what `Journal.shardResults` takes. */
export function shardKeys(header: RunHeader): readonly string[] {
  return header.waves.flatMap(({ steps }, wave) =>
    steps.flatMap((_, step) => stepShards(header, wave, step)),
  );
}

/** Calls with each shard's lines, ten shards side by side: never the whole run at once. */
export async function eachShard(
  journal: Pick<Journal, 'shardResults'>,
  shards: readonly string[],
  see: (lines: readonly ClusterResult[], shard: string) => void,
): Promise<void> {
  const width = 10;
  for (let from = 0; from < shards.length; from += width) {
    const some = shards.slice(from, from + width);
    const read = await Promise.all(some.map((shard) => journal.shardResults(shard)));
    some.forEach((shard, index) => see(read[index] ?? [], shard));
  }
}
