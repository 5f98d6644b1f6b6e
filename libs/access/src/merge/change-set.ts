import type { IdentityMapping, MappingList } from '../aws-auth/mapping.ts';

/** What the catalog asks for on one cluster: a row, and the grants that ask for it. */
export interface DesiredMapping extends IdentityMapping {
  readonly grants: readonly string[];
}

/** Access that Roster answers for, and by which grants. */
export interface OwnedAccess {
  /** The key rows are matched by: the principal's canonical ARN in lower case. */
  readonly principal: string;
  /** Names of the grants that asked for it when it was last written or adopted. */
  readonly grants: readonly string[];
}

/** Access that a run with files would have taken away with `--prune`. */
export interface KeptAccess {
  /** As it is written in the document. */
  readonly arn: string;
  /** By which grants it is owned; none for foreign access. */
  readonly grants: readonly string[];
}

interface On {
  /** The key rows are matched by: the principal's canonical ARN in lower case. */
  readonly principal: string;
  readonly list: MappingList;
}

/**
 * Why access is removed: no grant asks for it any more; it is foreign, and the cluster is `exclusive`; or the fleet file
 * denies its principal.
 */
export type RemovalCause = 'withdrawn' | 'exclusive' | 'denied';

/** One difference between what a cluster grants and what it should grant. */
export type Change =
  | (On & { readonly op: 'add'; readonly after: IdentityMapping })
  | (On & { readonly op: 'adopt'; readonly after: IdentityMapping })
  | (On & { readonly op: 'replace'; readonly before: IdentityMapping; readonly after: IdentityMapping })
  | (On & {
      readonly op: 'remove';
      readonly before: IdentityMapping;
      readonly cause: RemovalCause;
      /** By which grants it was owned; none for foreign access. */
      readonly grants: readonly string[];
    });

/** All changes of one cluster. Preview, apply, verify and report read this same value (design.md, rule 1). */
export interface ChangeSet {
  readonly changes: readonly Change[];
  /** Live rows that are not owned once the changes are made. */
  readonly foreign: readonly IdentityMapping[];
  /** What Roster answers for once the changes are made. */
  readonly owned: readonly OwnedAccess[];
  /** What a run with files leaves, because they do not ask for it. Absent: nothing. */
  readonly kept?: readonly KeptAccess[];
  /** Access entries are managed by a later version; the field stands from the first day. */
  readonly entries: readonly never[];
}

/** The changes that need a write to the cluster: adoption alone is in sync. */
export function writes(set: ChangeSet): readonly Change[] {
  return set.changes.filter((change) => change.op !== 'adopt');
}
