import type { Limits } from '@roster/access';
import type { Catalog, Cloud, ClusterApi, Journal, RunEvents } from './ports/index.ts';
import type { LocalProcess } from './run/lease.ts';

/** What opens a run, OpenRun. */
export interface RunDeps {
  readonly catalog: Catalog;
  readonly journal: Journal;
  readonly clock: () => Date;
  /** Where the run is a local one, on a store of its machine alone. */
  readonly local?: LocalProcess | undefined;
}

/** What counts a run's clusters, tells of it, and ends it: Gate, CloseRun. */
export interface ReportDeps {
  readonly journal: Journal;
  /** Undefined: nobody listens, and nothing is remembered as told. */
  readonly events: RunEvents | undefined;
  readonly clock: () => Date;
}

/** What the states of a cluster need: Token, Apply, Verify, Rollback. */
export interface ClusterDeps {
  readonly journal: Journal;
  readonly cloud: Cloud;
  readonly clusterApi: ClusterApi;
  /** What the deployment fixes, whatever the catalog says: Apply alone goes by it. */
  readonly limits: Limits;
  readonly clock: () => Date;
  /**
   * The clock that AWS judges tokens by, as far as it is known: every token is signed by it, whatever its purpose, so that
   * what is said of seconds in `connect.ts` holds where our own clock is off.
   */
  readonly signingClock: () => Date;
  /** From 0 up to 1: the jitter before a write is tried again. */
  readonly random: () => number;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}
