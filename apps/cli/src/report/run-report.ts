import type { Change, OutcomeKind } from '@roster/access';
import type { Mode, Override, RowCounts } from '@roster/workflow';

/** What a run found and did: the JSON of `plan`, `apply`, `verify` and `runs show`, and what their text is made of. */
export interface RunReport {
  readonly run: string;
  readonly mode: Mode;
  /** `open`: it has not ended, or was cut off. */
  readonly state: 'open' | 'done' | 'halted' | 'failed';
  /** Name of the error that ended the run before its end; empty for none. */
  readonly error: string;
  readonly who: string;
  readonly revision: string;
  readonly openedAt: string;
  /** Empty while it is open. */
  readonly closedAt: string;
  readonly clusters: number;
  /** Clusters by outcome, `pending` among them; outcomes of no cluster are left out. */
  readonly counts: Readonly<Partial<Record<OutcomeKind | 'pending', number>>>;
  /** Sums over all clusters. */
  readonly rows: RowCounts;
  /** The worst first. */
  readonly results: readonly ReportedCluster[];
}

export interface ReportedCluster {
  /** Its ARN. */
  readonly cluster: string;
  readonly outcome: OutcomeKind | 'pending';
  readonly reason: string;
  readonly rows: RowCounts;
  readonly changes: readonly Change[];
  /** ARNs of foreign rows that were not there at the last run, and those of them with system:masters. */
  readonly newForeign: readonly string[];
  readonly newMasters: readonly string[];
  readonly refusals: readonly { readonly rule: string; readonly message: string }[];
  readonly overridden: readonly Override[];
}
