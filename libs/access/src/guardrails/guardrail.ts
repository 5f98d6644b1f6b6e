import type { Reading, ReadRow } from '../aws-auth/reading.ts';
import type { ChangeSet } from '../merge/change-set.ts';

/** Why a change set may not be written: the rule's name, and what it saw. */
export interface Refusal {
  readonly rule: string;
  readonly message: string;
}

/** An identity of ours on a cluster, and whether a row of aws-auth let it in, or something else did. */
export interface OwnIdentity {
  readonly arn: string;
  readonly cameBy: 'row' | 'other';
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
  readonly own: readonly OwnIdentity[];
  /** ARNs that no run may remove. */
  readonly protectedPrincipals: readonly string[];
  /** Accounts whose principals may come to hold `system:masters`: the cluster's own, and those that are trusted. */
  readonly mastersFrom: readonly string[];
  /** Names of the only rules that may be overridden here. Absent: all that can be. */
  readonly overridable?: readonly string[];
  readonly overrides: readonly Override[];
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
  /** A message for everything that the rule refuses; empty when it has nothing against it. */
  readonly objections: (compared: Compared) => readonly string[];
}
