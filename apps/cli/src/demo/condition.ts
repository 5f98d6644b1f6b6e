import type { Outcome } from '@roster/access';
import type { SandboxCluster } from '@roster/sandbox';

/** What a cluster of the demo is like, and what must become of it. */
export interface Condition {
  readonly name: string;
  /** What was planted, as told to whoever watches. */
  readonly story: string;
  /** How many of such clusters each fleet has, by partition. */
  readonly count: { readonly aws: number; readonly china: number };
  /** What differs from a cluster in sync. */
  readonly plant: (rows: Rows) => Partial<SandboxCluster>;
  /** Outcomes of plan, the first apply and the second, as `kind` or `kind: reason`. */
  readonly expected: readonly [plan: string, first: string, second: string];
}

/** The documents that conditions are made of. */
export interface Rows {
  /** Our own rows and the nodes'. */
  readonly base: string;
  /** What the grants ask for. */
  readonly granted: string;
  /** The same, one of them with a group too many. */
  readonly widened: string;
  /** Somebody else's. */
  readonly foreign: string;
  readonly entries: NonNullable<SandboxCluster['accessEntries']>;
  /** A principal that a grant names. */
  readonly granted1: string;
}

/** What was planted, as the summary tells of it. */
export interface PlantedCondition {
  readonly name: string;
  readonly story: string;
  readonly clusters: number;
  readonly expected: readonly [plan: string, first: string, second: string];
}

export const outcomeText = ({ kind, reason }: Outcome): string =>
  reason === '' ? kind : `${kind}: ${reason}`;
