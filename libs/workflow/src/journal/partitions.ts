import { writesClusters, type Mode } from '../states/run.ts';

/**
 * What the partition keys of a writing run's items begin with. IAM distinguishes partition keys and nothing else of an
 * item, so the plan machine's workers cannot write what an apply run reads (design.md, Storage).
 */
export const WRITING = 'WRITING#';

const prefixOf = (mode: Mode): string => (writesClusters(mode) ? WRITING : '');

/** The partition key of the headers of runs in that mode. */
export const runsPartition = (mode: Mode): string => `${prefixOf(mode)}RUNS`;

/** What the partition key of each shard of a run begins with; its wave, step and number follow. */
export const shardsOf = ({ run, mode }: { readonly run: string; readonly mode: Mode }): string =>
  `${prefixOf(mode)}RUN#${run}#`;

/** True for the partition key of a shard of any run. */
export const isShard = (key: string): boolean => /^(?:WRITING#)?RUN#/.test(key);

/** What a run keeps of one cluster, an item and a partition each. */
export type Kept = 'task' | 'finding' | 'health' | 'messages';

/** The partition key of what runs in that mode keep of a cluster. */
export const keptPartition = (kept: Kept, mode: Mode, cluster: string): string =>
  `${prefixOf(mode)}${kept.toUpperCase()}#${cluster}`;

/** The partition key of the snapshots of a cluster: only writing runs have any, and only the apply worker writes them. */
export const writesPartition = (cluster: string): string => `WRITES#${cluster}`;
