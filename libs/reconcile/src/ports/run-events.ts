import type { Outcome } from '@roster/access';
import type { ClusterResult, RunClosed, RunHeader } from './journal.ts';

type About = Pick<RunHeader, 'run' | 'mode' | 'who'> & Pick<RunClosed, 'at' | 'state' | 'error' | 'message'>;

/** What CloseRun tells the world of a run. Data only: keys, counts and names, never a secret. Times are ISO texts. */
export interface RunNews extends About {
  /** False where CloseRun throws: halted, ended by an error, or with clusters failed, rolled back or pending. */
  readonly healthy: boolean;
  /** Absent: the run was turned away before it had any clusters. */
  readonly counts?: RunClosed['counts'];
  /** Clusters that this run left worse than they were before it. */
  readonly worse: readonly WorseCluster[];
  /** Foreign rows that nobody was told of yet. */
  readonly foreign: readonly ForeignRow[];
  /** How the fleet stands; told by runs over the whole catalog alone, for the others have not looked everywhere. */
  readonly standing?: FleetStanding;
}

export interface WorseCluster extends Pick<ClusterResult, 'cluster' | 'was'> {
  readonly outcome: Outcome;
}

export interface ForeignRow {
  readonly cluster: string;
  /** The row's ARN. */
  readonly principal: string;
  readonly privileged: boolean;
  /** Why it is privileged: a phrase such as `group system:masters`. Empty where it is not. */
  readonly why: string;
}

export interface FleetStanding {
  /** Clusters by the outcome that stands. */
  readonly counts: Readonly<Partial<Record<Outcome['kind'], number>>>;
  readonly drifted: number;
  /** 0 where nothing drifts. */
  readonly oldestDriftHours: number;
  /** Foreign rows that are privileged, as the last look at each cluster saw them. */
  readonly privileged: number;
  /** Live rows whose grant is past its `until`; only a run that compared rows can tell. */
  readonly pastUntil?: number;
}

/** Whom Gate and CloseRun tell how a run goes, and how it came out. */
export interface RunEvents {
  /** Tells how many minutes a run that goes on has held the lease. Makes no call, so that it cannot hinder the run. */
  tellLease(minutes: number): void;
  /**
   * Tells the end of a run; the same news may be told again where it is not known whether it was heard. Throws ThrottledFault,
   * DeniedFault, TimeoutFault, ConnectionFault, ServerFault or BadInputFault when some of it was not heard.
   */
  tell(news: RunNews): Promise<void>;
}
