import { principalKey } from '../arn/index.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { ChangeSet } from './change-set.ts';

export interface ForeignFindings {
  /** ARNs of the foreign rows that were not there last time, or did not hold `system:masters` then. */
  readonly newForeign: readonly string[];
  /** Those of them that hold `system:masters`. */
  readonly newMasters: readonly string[];
  /** To be remembered, and given as `seen` next time. */
  readonly seen: readonly string[];
}

/**
 * What is new among the rows that Roster does not answer for. `seen` is what the call before this one returned;
 * without it this is the first look at the cluster, and nothing is new.
 */
export function foreignFindings(
  { foreign }: Pick<ChangeSet, 'foreign'>,
  seen?: readonly string[],
): ForeignFindings {
  const before = new Set(seen ?? foreign.map(markOf));
  const known = (row: IdentityMapping) =>
    before.has(mastersMark(row)) || (!isMaster(row) && before.has(principalKey(row.arn)));
  const fresh = foreign.filter((row) => !known(row));
  return {
    newForeign: fresh.map(({ arn }) => arn),
    newMasters: fresh.filter(isMaster).map(({ arn }) => arn),
    seen: foreign.map(markOf),
  };
}

/** What a row is remembered by: its principal, and whether it was a master, so that a promotion is noticed. */
function markOf(row: IdentityMapping): string {
  return isMaster(row) ? mastersMark(row) : principalKey(row.arn);
}

function mastersMark({ arn }: IdentityMapping): string {
  return `${principalKey(arn)} system:masters`;
}

function isMaster({ groups }: IdentityMapping): boolean {
  return groups.includes('system:masters');
}
