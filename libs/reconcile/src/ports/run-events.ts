import type { Outcome } from '@roster/access';
import type { Mode } from '@roster/workflow';

/** What CloseRun tells the world of a run. Data only: keys, counts and names, never a secret. Times are ISO texts. */
export interface RunNews {
  readonly run: string;
  readonly mode: Mode;
  readonly who: string;
  readonly at: string;
  readonly state: 'done' | 'halted' | 'failed';
  /** False where CloseRun throws: halted, ended by an error, or with clusters failed, rolled back or pending. */
  readonly healthy: boolean;
  /** The name of the error that ended the run before its end. */
  readonly error?: string;
  /** Clusters by outcome, `pending` among them. Absent: the run was turned away before it had any. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Clusters that this run left worse than they were before it. */
  readonly worse: readonly WorseCluster[];
  /** Foreign rows that nobody was told of yet. */
  readonly foreign: readonly ForeignRow[];
  /** How long a run that may write has had the lease. */
  readonly leaseHeldMinutes?: number;
  /** How the fleet stands; told by runs over the whole catalog alone, for the others have not looked everywhere. */
  readonly standing?: FleetStanding;
}

export interface WorseCluster {
  readonly cluster: string;
  /** The kind of the outcome before; empty for a cluster never seen. */
  readonly was: string;
  readonly outcome: Outcome;
}

export interface ForeignRow {
  readonly cluster: string;
  /** The row's ARN. */
  readonly principal: string;
  /** It holds system:masters. */
  readonly masters: boolean;
}

export interface FleetStanding {
  /** Clusters by the outcome that stands. */
  readonly counts: Readonly<Partial<Record<Outcome['kind'], number>>>;
  readonly drifted: number;
  /** 0 where nothing drifts. */
  readonly oldestDriftHours: number;
  /** Live rows whose grant is past its `until`; only a run that compared rows can tell. */
  readonly pastUntil?: number;
}

/** Whom CloseRun tells how a run came out. */
export interface RunEvents {
  /**
   * Tells it; the same news may be told again where it is not known whether it was heard. Throws ThrottledFault,
   * DeniedFault, TimeoutFault, ConnectionFault, ServerFault or BadInputFault when some of it was not heard.
   */
  tell(news: RunNews): Promise<void>;
}
