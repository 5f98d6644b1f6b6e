import type { ChangeSet, ForeignPrivilege, IdentityMapping, Outcome, OwnedAccess } from '@roster/access';

export interface Hold {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  /** Set by a restore or a rollback: ends too when a revision no longer asks for these changes. */
  readonly undone?: ChangeSet;
}

/** Who ended the last hold, and when (ISO). */
export interface Release {
  readonly by: string;
  readonly at: string;
}

/** What is known of a cluster across runs. */
export interface ClusterStatus {
  readonly cluster: string;
  readonly outcome?: Outcome;
  readonly run?: string;
  readonly since?: string;
  readonly at?: string;
  readonly driftSince?: string;
  /** How many changes the last apply withheld, while everything else stands as it was asked for. */
  readonly withheld?: number;
  readonly owned?: readonly OwnedAccess[];
  /** Principals of the foreign rows seen last. */
  readonly foreign?: readonly string[];
  /** Foreign rows that are privileged, as the last look saw them, of a plan too. Absent: none. */
  readonly privileged?: readonly ForeignPrivilege[];
  /** Foreign access as the last look saw it, of a plan too. */
  readonly foreignAccess?: readonly IdentityMapping[];
  /** Since when foreign access goes from here without another decision: the cluster is `exclusive`. */
  readonly exclusiveSince?: string;
  /** Of the foreign rows that are new, those that the world was told of. */
  readonly toldForeign?: readonly string[];
  readonly hold?: Hold;
  readonly released?: Release;
}

/** What Apply, CloseRun and the CLI may set of a status; `null` takes the field away, absent leaves it. */
export interface StatusPatch {
  readonly owned?: readonly OwnedAccess[];
  readonly foreign?: readonly string[];
  readonly privileged?: readonly ForeignPrivilege[] | null;
  readonly foreignAccess?: readonly IdentityMapping[];
  readonly exclusiveSince?: string | null;
  readonly toldForeign?: readonly string[] | null;
  readonly driftSince?: string | null;
  readonly withheld?: number | null;
  readonly hold?: Hold | null;
  readonly released?: Release;
}
