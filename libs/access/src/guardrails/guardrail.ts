import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import type { ChangeSet, OwnedAccess } from '../merge/change-set.ts';
import type { RemovalRules } from './removals.ts';

/** What a rule has against a change set. */
export interface Objection {
  readonly message: string;
  /** The key of the principal whose change is refused; absent where the rule cannot name one. */
  readonly principal?: string;
}

/** Why a change set may not be written: the rule's name, and what it saw. */
export interface Refusal extends Objection {
  readonly rule: string;
}

/** An identity of ours on a cluster, and whether a row of aws-auth let it in, or something else did. */
export interface OwnIdentity {
  readonly arn: string;
  readonly cameBy: 'row' | 'other';
  /** It has to be able to patch aws-auth. */
  readonly writes?: true;
}

/** A person's decision to pass over a rule; it is recorded. */
export interface Override {
  readonly rule: string;
  readonly reason: string;
}

/** What the guardrails judge: a change set, and the document as it is read before and after it. */
export interface Judged {
  readonly changeSet: ChangeSet;
  readonly before: Reading;
  readonly after: Reading;
  /** What Roster answered for before. */
  readonly owned: readonly OwnedAccess[];
  readonly own: readonly OwnIdentity[];
  /** What has been decided about removals that no push decides. */
  readonly removals: RemovalRules;
  /** ARNs that no run may remove. */
  readonly protectedPrincipals: readonly string[];
  /** The cluster's own account: only its roles can be nodes. */
  readonly account: string;
  /** Accounts whose principals may become privileged: the cluster's own, and those that are trusted. */
  readonly privilegedFrom: readonly string[];
  /** Groups that count as privileged besides those with a reserved prefix. */
  readonly privilegedGroups: readonly string[];
  /** Names of the only rules that may be overridden here. Absent: all that can be. */
  readonly overridable?: readonly string[];
  readonly overrides: readonly Override[];
  /** The change set undoes one that was written before: rules about what grants may ask for do not judge it. */
  readonly putBack?: true;
}

/** What the rules look at: every row of each principal, by its key, before and after the write. */
export interface Compared extends Judged {
  readonly was: ReadonlyMap<string, readonly ReadRow[]>;
  readonly is: ReadonlyMap<string, readonly ReadRow[]>;
}

export interface Guardrail {
  /** In kebab case; what a cluster is `blocked` by, and what an override names. */
  readonly name: string;
  readonly overridable: boolean;
  /** It is about what grants may ask for: what stood before a write was not asked for, and may come back. */
  readonly grantsOnly?: true;
  /** Everything that the rule refuses; empty when it has nothing against it. */
  readonly objections: (compared: Compared) => readonly Objection[];
}
