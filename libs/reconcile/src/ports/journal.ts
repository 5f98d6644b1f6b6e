import type {
  Change,
  ChangeSet,
  Cluster,
  DesiredMapping,
  ForeignPrivilege,
  Outcome,
  OwnedAccess,
  OwnershipMode,
  Refusal,
  UnmatchedSelector,
} from '@roster/access';
import type { Mode, Override } from '@roster/workflow';
import type { ConfigMap } from './cluster-api.ts';
import type { ClusterStatus, StatusPatch } from './cluster-status.ts';
import type { Health } from './health.ts';
import type { LeaseFacts, LeaseHolder, Unlock } from './lease.ts';

/**
 * A run, by its id and its mode. The mode chooses the partitions (libs/workflow, `runsPartition`): a worker has it from
 * the input of its state, never from an item that another worker could have written.
 */
export interface RunKey {
  readonly run: string;
  readonly mode: Mode;
}

/** One cluster, by its ARN, in one run. */
export interface VisitKey extends RunKey {
  readonly cluster: string;
}

/** Header of a run. Times are ISO texts. */
export interface RunHeader extends RunKey {
  readonly who: string;
  /** The ticket that the run belongs to. */
  readonly change?: string;
  readonly revision: string;
  /** Digest of what it was started for: selection, overrides. One id stands for one run. */
  readonly asked: string;
  /** The executions that have carried it out, by the ids that Step Functions gave them; the last one does. */
  readonly executions: readonly string[];
  readonly openedAt: string;
  readonly waves: readonly RunWave[];
  readonly clusters: number;
  /** The removals that somebody has decided, over all clusters. */
  readonly expectRemovals?: number;
  /** Every cluster of the catalog takes part. */
  readonly whole?: true;
  /** Selectors of the revision that match no cluster, the first of them. Absent: none, or a verification. */
  readonly unmatched?: readonly UnmatchedSelector[];
  /** It looked at files that nobody stored, and left what is known of the fleet as it was. */
  readonly preview?: true;
  readonly closed?: RunClosed;
}

/** Runs by their ids, which begin with the instant at which a run was started (`runStamp`): a page, or a time. */
export interface RunRange {
  /** The first id; absent: that of the first run. */
  readonly from?: string;
  /** The id behind the last one; absent: none. */
  readonly before?: string;
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
  /** What that error said: one line of at most 2,000 characters (libs/workflow, `messageOf`). */
  readonly message?: string;
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
  /** Groups that count as privileged besides those with a reserved prefix. */
  readonly privilegedGroups: readonly string[];
  /** Principals (ARNs) that are removed, foreign or owned, on a cluster that is held too. */
  readonly denied: readonly string[];
  readonly overrides: readonly Override[];
  /** Of a run with files that prunes nothing: the names of all grants that they hold. */
  readonly mentioned?: readonly string[];
  /** Of a run with files: what they do not ask for is removed. */
  readonly prune?: true;
  /** How many removals were foreseen here when somebody decided the run's. Absent: nobody has. */
  readonly expectedRemovals?: number;
  /** Nothing of it goes into the cluster's status. */
  readonly preview?: true;
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
  /** What is written; in a plan, what an apply would write. */
  readonly changeSet: ChangeSet;
  /** What differs too and is not written, because of the refusals. */
  readonly withheld: readonly Change[];
  /** Foreign rows that are new in this run: ARNs. */
  readonly newForeign: readonly string[];
  /** Foreign rows that are privileged, and those of them that are so since the last look. */
  readonly privileged: readonly ForeignPrivilege[];
  readonly newPrivileged: readonly ForeignPrivilege[];
  /** The rules that refused, the one that the cluster is blocked by first; and those passed over. */
  readonly refusals: readonly Refusal[];
  readonly overridden: readonly Override[];
  /** Granted principals that have an access entry too, which overrides their row: ARNs. */
  readonly shadowed: readonly string[];
  readonly healthBefore?: Health;
}

/** What a worker said of a cluster in a run, the last of it. */
export interface ClusterMessage {
  /** The reason that it goes with, as an outcome has it: it says nothing of a line with another one. */
  readonly reason: string;
  /** One line of at most 2,000 characters, without control characters and secrets (libs/workflow, `messageOf`). */
  readonly message: string;
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
  readonly ownedBefore: readonly OwnedAccess[];
  readonly ownedAfter: readonly OwnedAccess[];
  readonly at: string;
  /** When the token of this patch was signed: signed again, it may put the snapshot back after a lock-out. */
  readonly guardSignedAt: string;
  /** Why it was put back; empty for a write. */
  readonly why: string;
  /** The patch failed, and the ConfigMap stood afterwards as it had been read. Absent: that is not known. */
  readonly unwritten?: true;
}

/** A run in the hands of one execution. */
export interface RunExecution {
  readonly run: string;
  readonly execution: string;
}

/** The journal of runs. Every write is one item, conditional where two could meet. */
export interface Journal {
  /** Writes tasks with their pending lines; may be called again for the same tasks before the run is opened. */
  putTasks(tasks: readonly PlannedTask[]): Promise<void>;
  /** Stores the header, once; false when it stood already. */
  openRun(header: RunHeader): Promise<boolean>;
  /** Adds an execution to a header that stands. */
  addExecution(key: RunKey, execution: string): Promise<void>;
  getRun(key: RunKey): Promise<RunHeader | undefined>;
  /** The run of that id, whatever its mode. */
  findRun(run: string): Promise<RunHeader | undefined>;
  /** Of every mode, the newest first: of all runs, or of those in that range. */
  listRuns(limit: number, range?: RunRange): Promise<readonly RunHeader[]>;
  closeRun(key: RunKey, closed: RunClosed): Promise<void>;
  /** All lines of one shard. */
  shardResults(shard: string): Promise<readonly ClusterResult[]>;
  getTask(key: VisitKey): Promise<ClusterTask | undefined>;
  /** Keeps what Apply found; `now` begins the time for which it is kept. */
  putFinding(key: VisitKey, finding: Finding, now: Date): Promise<void>;
  getFinding(key: VisitKey): Promise<Finding | undefined>;
  /** Both, read side by side. Undefined where there is no task. */
  getTaskAndFinding(key: VisitKey): Promise<TaskAndFinding | undefined>;
  /** Keeps what Verify saw last, as `putFinding` does. */
  putHealth(key: VisitKey, health: Health, now: Date): Promise<void>;
  getHealth(key: VisitKey): Promise<Health | undefined>;
  /** Keeps a message in place of the one before it; gives up within a second, for it is an extra. */
  putMessage(key: VisitKey, message: ClusterMessage, now: Date): Promise<void>;
  /** The messages of a run about these clusters (ARNs), by cluster: nothing where there is none, or none of ours. */
  readMessages(key: RunKey, clusters: readonly string[]): Promise<ReadonlyMap<string, ClusterMessage>>;
  putWrite(intent: WriteIntent): Promise<void>;
  getWrite(run: string, cluster: string, back: boolean): Promise<WriteIntent | undefined>;
  /** The newest first. */
  listWrites(cluster: string, limit: number): Promise<readonly WriteIntent[]>;
  getStatus(cluster: string): Promise<ClusterStatus | undefined>;
  listStatus(): Promise<readonly ClusterStatus[]>;
  patchStatus(cluster: string, patch: StatusPatch): Promise<void>;
  /** Takes or renews the fleet's lease until then; the holder that is in the way, else undefined. */
  takeLease(
    taker: RunExecution,
    now: Date,
    until: Date,
    facts?: LeaseFacts,
  ): Promise<LeaseHolder | undefined>;
  readLease(): Promise<LeaseHolder | undefined>;
  /** Gives the lease back if that execution holds it. */
  releaseLease(holder: RunExecution): Promise<void>;
  /** Records that a lease is taken away; kept for ever. */
  putUnlock(unlock: Unlock): Promise<void>;
  /** The newest first. */
  listUnlocks(limit: number): Promise<readonly Unlock[]>;
}

/** A task with what its pending line carries for Record. */
export interface PlannedTask {
  readonly task: ClusterTask;
  readonly was: string;
  readonly since: string;
}
