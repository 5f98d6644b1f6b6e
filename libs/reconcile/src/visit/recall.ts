import type { Target } from '@roster/workflow';
import type { ClusterStatus, ClusterTask, Finding, Journal, WriteIntent } from '../ports/index.ts';
import { taskAndFindingOf } from './task-of.ts';

/** What the journal knows of a cluster before Apply looks at it. */
export interface Known {
  readonly task: ClusterTask;
  readonly status: ClusterStatus;
  /** What an earlier delivery in this run has found, begun to write, and begun to put back. */
  readonly finding: Finding | undefined;
  readonly intent: WriteIntent | undefined;
  readonly back: WriteIntent | undefined;
  /** The last write of an earlier run. */
  readonly last: WriteIntent | undefined;
  /** This delivery's own patch was refused, since someone else wrote before it: it has not landed. */
  readonly missed: boolean;
}

/** Reads it, side by side: three calls. */
export async function recall(journal: Journal, at: Target): Promise<Known> {
  const { run, cluster } = at;
  // A run writes two items at most (design.md, Storage), so the third newest is of an earlier one.
  const [{ task, finding }, status, writes] = await Promise.all([
    taskAndFindingOf(journal, at),
    journal.getStatus(cluster),
    journal.listWrites(cluster, 3),
  ]);
  return {
    task,
    finding,
    status: status ?? { cluster },
    intent: writes.find((write) => write.run === run && !write.back),
    back: writes.find((write) => write.run === run && write.back),
    last: writes.find((write) => write.run !== run),
    missed: false,
  };
}
