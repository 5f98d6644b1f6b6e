import type { ClusterResult, Journal, RunHeader } from '../ports/index.ts';

/** Clusters of a shard, and shards of a step (design.md, Words). */
export const SHARD_SIZE = 25;
export const STEP_SIZE = 20;

/** The partition key of a shard in the journal. Numbers have four digits, so that keys sort as they run. */
export function shardKey(
  run: string,
  ...place: readonly [wave: number, step: number, shard: number]
): string {
  return ['RUN', run, ...place.map((number) => String(number).padStart(4, '0'))].join('#');
}

/** The shards of one step. */
export function stepShards({ run, waves }: RunHeader, wave: number, step: number): readonly string[] {
  const count = waves[wave]?.steps[step] ?? 0;
  return Array.from({ length: count }, (_, shard) => shardKey(run, wave, step, shard));
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
