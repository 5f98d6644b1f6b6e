import type { ClusterStatus, Journal, WriteIntent } from '../ports/index.ts';

/** What the journal knows of a cluster before Apply looks at it. */
export interface Known {
  readonly status: ClusterStatus;
  /** What an earlier delivery in this run has begun to write, and to put back. */
  readonly intent: WriteIntent | undefined;
  readonly back: WriteIntent | undefined;
  /** The last write of an earlier run. */
  readonly last: WriteIntent | undefined;
  /** This delivery's own patch was refused, since someone else wrote before it: it has not landed. */
  readonly missed: boolean;
}

/** Reads it, side by side: two calls. */
export async function recall(journal: Journal, run: string, cluster: string): Promise<Known> {
  // A run writes two items at most (design.md, Storage), so the third newest is of an earlier one.
  const [status, writes] = await Promise.all([journal.getStatus(cluster), journal.listWrites(cluster, 3)]);
  return {
    status: status ?? { cluster },
    intent: writes.find((write) => write.run === run && !write.back),
    back: writes.find((write) => write.run === run && write.back),
    last: writes.find((write) => write.run !== run),
    missed: false,
  };
}
