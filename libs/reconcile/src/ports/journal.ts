import type { ChangeSet, Cluster, DesiredMapping, Outcome, OwnershipMode } from '@roster/access';
import type { Mode, Override } from '@roster/workflow';
import type { ConfigMap } from './cluster-api.ts';
import type { Health } from './health.ts';

/** Header of a run. Times are ISO texts. */
export interface RunHeader {
  readonly run: string;
  readonly mode: Mode;
  readonly who: string;
  readonly revision: string;
  readonly executions: readonly string[];
  readonly openedAt: string;
  readonly waves: readonly RunWave[];
  readonly clusters: number;
  /** Every cluster of the catalog takes part. */
  readonly whole?: true;
  readonly closed?: RunClosed;
}
export interface RunWave {
  readonly name: string;
  readonly clusters: number;
  /** How many failures halt the run. */
  readonly budget: number;
  /** How many shards each step has. */
  readonly steps: readonly number[];
}
export interface RunClosed {
  readonly at: string;
  readonly state: 'done' | 'halted' | 'failed';
  /** Clusters by outcome, `pending` among them. */
  readonly counts: Readonly<Record<string, number>>;
  /** The name of the error that ended the run before its end. */
  readonly error?: string;
  /** The execution that ended with it: a later one takes the run up again. */
  readonly execution?: string;
  /** When the last end was closed that the world was told of; it has heard of this one where that is `at`. */
  readonly told?: string;
}

/** What Apply and Verify need to know of one cluster in one run: written by OpenRun, never changed. */
export interface ClusterTask {
  readonly run: string;
  readonly mode: Mode;
  readonly shard: string;
  readonly cluster: Cluster;
  readonly desired: readonly DesiredMapping[];
  /** Principals (ARNs) that only grants past their `until` ask for. Absent: none. */
  readonly ended?: readonly string[];
  readonly ownership: OwnershipMode;
  /** Principals (ARNs) that no run may remove. */
  readonly protected: readonly string[];
  readonly trustedAccounts: readonly string[];
  readonly overrides: readonly Override[];
  readonly openedAt: string;
  /** Its rows do not fit into one item, and were left out: Token ends it as `blocked: size`. */
  readonly tooLarge?: boolean;
}

/** A cluster's line in a shard; what the state machine itself reads and writes. */
export interface ClusterResult {
  readonly shard: string;
  readonly cluster: string;
  readonly standing: Outcome | { readonly kind: 'pending' };
  /** The kind of the outcome before this run; empty for a cluster never seen. */
  readonly was: string;
  /** When it ended, as long as it is pending when the run was opened (ISO). */
  readonly at: string;
  /** JSON of RowCounts, and of milliseconds by state (libs/workflow). */
  readonly facts: string;
  readonly timings: string;
}

/** What Apply found and decided, kept for preview, verify and report. */
export interface Finding {
  readonly changeSet: ChangeSet;
  /** New foreign rows of this run, and those of them with system:masters: ARNs. */
  readonly newForeign: readonly string[];
  readonly newMasters: readonly string[];
  /** The rules that refused, with their messages; and those passed over. */
  readonly refusals: readonly { readonly rule: string; readonly message: string }[];
  readonly overridden: readonly Override[];
  /** Granted principals that have an access entry too, which overrides their row: ARNs. */
  readonly shadowed: readonly string[];
  readonly healthBefore?: Health;
  readonly healthAfter?: Health;
}

export interface TaskAndFinding {
  readonly task: ClusterTask;
  readonly finding?: Finding;
}

/** Put before the patch: what stood, what is meant to stand, and who owns what. `back` is a put-back's own item. */
export interface WriteIntent {
  readonly cluster: string;
  readonly run: string;
  readonly back: boolean;
  /** The whole ConfigMap as it stood; null where there was none. */
  readonly snapshot: ConfigMap | null;
  /** Digest of the data that is meant to stand after the patch. */
  readonly intended: string;
  readonly ownedBefore: readonly string[];
  readonly ownedAfter: readonly string[];
  readonly at: string;
  /** When the token of this patch was signed: signed again, it may put the snapshot back after a lock-out. */
  readonly guardSignedAt: string;
  /** Why it was put back; empty for a write. */
  readonly why: string;
}

export interface Hold {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  /** Set by a restore or a rollback: ends too when a revision no longer asks for these changes. */
  readonly undone?: ChangeSet;
}

/** What is known of a cluster across runs. */
export interface ClusterStatus {
  readonly cluster: string;
  readonly outcome?: Outcome;
  readonly run?: string;
  readonly since?: string;
  readonly at?: string;
  readonly driftSince?: string;
  readonly owned?: readonly string[];
  /** Principals of the foreign rows seen last. */
  readonly foreign?: readonly string[];
  /** Of the foreign rows that are new, those that the world was told of. */
  readonly toldForeign?: readonly string[];
  readonly hold?: Hold;
}

/** What Apply, CloseRun and the CLI may set of a status; `null` takes the field away, absent leaves it. */
export interface StatusPatch {
  readonly owned?: readonly string[];
  readonly foreign?: readonly string[];
  readonly toldForeign?: readonly string[] | null;
  readonly driftSince?: string | null;
  readonly hold?: Hold | null;
}

export interface LeaseHolder {
  readonly run: string;
  readonly until: string;
}

/** The journal of runs. Every write is one item, conditional where two could meet. */
export interface Journal {
  /** Writes tasks with their pending lines; may be called again for the same tasks before the run is opened. */
  putTasks(tasks: readonly PlannedTask[]): Promise<void>;
  /** Stores the header, once; false when it stood already. */
  openRun(header: RunHeader): Promise<boolean>;
  /** Adds an execution to a header that stands. */
  addExecution(run: string, execution: string): Promise<void>;
  getRun(run: string): Promise<RunHeader | undefined>;
  /** The newest first. */
  listRuns(limit: number): Promise<readonly RunHeader[]>;
  closeRun(run: string, closed: RunClosed): Promise<void>;
  /** All lines of one shard. */
  shardResults(shard: string): Promise<readonly ClusterResult[]>;
  getTask(run: string, cluster: string): Promise<ClusterTask | undefined>;
  putFinding(run: string, cluster: string, finding: Finding): Promise<void>;
  getFinding(run: string, cluster: string): Promise<Finding | undefined>;
  /** Both in one read: they are kept in one item. Undefined where there is no task. */
  getTaskAndFinding(run: string, cluster: string): Promise<TaskAndFinding | undefined>;
  putWrite(intent: WriteIntent): Promise<void>;
  getWrite(run: string, cluster: string, back: boolean): Promise<WriteIntent | undefined>;
  /** The newest first. */
  listWrites(cluster: string, limit: number): Promise<readonly WriteIntent[]>;
  getStatus(cluster: string): Promise<ClusterStatus | undefined>;
  listStatus(): Promise<readonly ClusterStatus[]>;
  patchStatus(cluster: string, patch: StatusPatch): Promise<void>;
  /** Takes or renews the fleet's lease until then; the holder that is in the way, else undefined. */
  takeLease(run: string, now: Date, until: Date): Promise<LeaseHolder | undefined>;
  readLease(): Promise<LeaseHolder | undefined>;
  /** Gives the lease back if that run holds it. */
  releaseLease(run: string): Promise<void>;
}

/** A task with what its pending line carries for Record. */
export interface PlannedTask {
  readonly task: ClusterTask;
  readonly was: string;
  readonly since: string;
}
