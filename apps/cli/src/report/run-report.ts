import type {
  Change,
  ForeignPrivilege,
  KeptAccess,
  OutcomeKind,
  Refusal,
  UnmatchedSelector,
} from '@roster/access';
import type { FailedCheck } from '@roster/reconcile';
import type { Mode, Override, RowCounts } from '@roster/workflow';

/** What a run found and did: the JSON of `plan`, `apply`, `verify` and `runs show`, and what their text is made of. */
export interface RunReport {
  readonly run: string;
  readonly mode: Mode;
  /** It looked at files that nobody stored: `roster status` does not know of it. */
  readonly preview: boolean;
  /** `open`: it has not ended, or was cut off. */
  readonly state: 'open' | 'done' | 'halted' | 'failed';
  /** What ended the run before its end, by the word of the fault: `stopped`; empty for none. */
  readonly error: string;
  /** What that said; empty for none. */
  readonly message: string;
  /** Whoever started it says so; in the cloud CloudTrail knows the caller by `execution`. */
  readonly who: string;
  /** The ticket that it belongs to; empty for none. */
  readonly change: string;
  /** The execution that ran it last: its ARN in the cloud, else the run's id. */
  readonly execution: string;
  readonly revision: string;
  readonly openedAt: string;
  /** Empty while it is open. */
  readonly closedAt: string;
  readonly clusters: number;
  /** Every cluster of the catalog took part. */
  readonly whole: boolean;
  /** Clusters by outcome, `pending` among them; outcomes of no cluster are left out. */
  readonly counts: Readonly<Partial<Record<OutcomeKind | 'pending', number>>>;
  /** Sums over all clusters. */
  readonly rows: RowCounts;
  /** Selectors of the catalog that match no cluster. */
  readonly unmatched: readonly UnmatchedSelector[];
  /** The worst first. */
  readonly results: readonly ReportedCluster[];
}

export interface ReportedCluster {
  /** Its ARN. */
  readonly cluster: string;
  readonly outcome: OutcomeKind | 'pending';
  readonly reason: string;
  /** What happened, for a person; empty where nothing more is known than the reason says. */
  readonly message: string;
  readonly rows: RowCounts;
  /** The checks that failed when Verify looked last: what each asks for, and what there was. */
  readonly checks: readonly FailedCheck[];
  /** What was written, or in a plan would be; where nothing was written, all that differs. */
  readonly changes: readonly Change[];
  /** What differs too and was not written, because of the refusals. */
  readonly withheld: readonly Change[];
  /** A rule kept some of the changes back, and the others are written: the cluster is blocked all the same. */
  readonly partlyWritten: boolean;
  /** Of a run with files: what they do not ask for, and `--prune` would have removed. */
  readonly kept: readonly KeptAccess[];
  /** ARNs of foreign rows that were not there at the last run. */
  readonly newForeign: readonly string[];
  /** Foreign rows that are privileged, with the reason, and those of them that are so since the last run. */
  readonly privileged: readonly ForeignPrivilege[];
  readonly newPrivileged: readonly ForeignPrivilege[];
  readonly refusals: readonly Refusal[];
  readonly overridden: readonly Override[];
}
