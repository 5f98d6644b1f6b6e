import type { Catalog, Cloud, ClusterApi, Journal } from './ports/index.ts';

/** What the states of a run need: OpenRun, Gate, CloseRun. */
export interface RunDeps {
  readonly catalog: Catalog;
  readonly journal: Journal;
  readonly clock: () => Date;
}

/** What the states of a cluster need: Token, Apply, Verify, Rollback. */
export interface ClusterDeps {
  readonly journal: Journal;
  readonly cloud: Cloud;
  readonly clusterApi: ClusterApi;
  readonly clock: () => Date;
  /** From 0 up to 1: the jitter before a write is tried again. */
  readonly random: () => number;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}
