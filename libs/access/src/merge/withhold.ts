import { principalKey } from '../arn/index.ts';
import type { IdentityMapping } from '../aws-auth/mapping.ts';
import type { Change, ChangeSet, OwnedAccess } from './change-set.ts';

/** A change set without the changes that may not be written, and those changes. */
export interface Withheld {
  readonly changeSet: ChangeSet;
  readonly withheld: readonly Change[];
}

/**
 * Takes the changes of some principals out of a change set. Afterwards `owned` and `foreign` hold what is really
 * there: access whose removal or replacement is withheld stays with whom it was with (`owned`: what Roster answered for
 * before), an addition that is withheld is nobody's, and an adoption leaves its row foreign.
 */
export function withhold(
  set: ChangeSet,
  refused: (change: Change) => boolean,
  owned: readonly OwnedAccess[],
): Withheld {
  const withheld = set.changes.filter(refused);
  if (withheld.length === 0) return { changeSet: set, withheld };
  const standing = new Map(withheld.map((change) => [change.principal, standingRow(change)]));
  const ours = owned.filter(({ principal }) => standing.get(principal) !== undefined);
  const our = new Set(ours.map(({ principal }) => principal));
  const foreign = [...standing].flatMap(([principal, row]) =>
    row === undefined || our.has(principal) ? [] : [row],
  );
  return {
    withheld,
    changeSet: {
      ...set,
      changes: set.changes.filter(({ principal }) => !standing.has(principal)),
      owned: [...set.owned.filter(({ principal }) => !standing.has(principal)), ...ours],
      // A foreign row that was to be replaced stands in it as it would be.
      foreign: [...set.foreign.filter(({ arn }) => !standing.has(principalKey(arn))), ...foreign],
    },
  };
}

/** The row that stands where the change is not made. */
function standingRow(change: Change): IdentityMapping | undefined {
  switch (change.op) {
    case 'add':
      return undefined;
    case 'adopt':
      return change.after;
    case 'replace':
    case 'remove':
      return change.before;
  }
}
