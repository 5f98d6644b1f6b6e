import { UneditableError } from '../aws-auth/edit.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { applyChanges } from '../merge/apply-changes.ts';
import { writes, type Change, type ChangeSet } from '../merge/change-set.ts';
import type { Refusal } from './guardrail.ts';

/** So many edits are tried to find the changes that the text cannot take: a large document takes 20 ms for one. */
const TRIES = 64;

/**
 * Which changes cannot be made to the text for certain, each by its principal: found by making half of them, then half
 * of that half. Where it would take too many tries, all that was not found to be possible is refused.
 */
export function uneditable(live: AwsAuthData, set: ChangeSet, error: UneditableError): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const possible: Change[] = [];
  let tries = 0;
  const sort = (changes: readonly Change[]): void => {
    const why = tries < TRIES ? errorOf(live, { ...set, changes: [...possible, ...changes] }) : error;
    tries += 1;
    if (why === undefined) {
      possible.push(...changes);
    } else if (changes.length === 1 || tries > TRIES) {
      refusals.push(
        ...changes.map(({ principal }) => ({ rule: 'uneditable', principal, message: why.message })),
      );
    } else {
      const middle = Math.ceil(changes.length / 2);
      sort(changes.slice(0, middle));
      sort(changes.slice(middle));
    }
  };
  // Tries run out: who is to go comes first, and first of all who is denied.
  sort(writes(set).toSorted((a, b) => rank(a) - rank(b)));
  return refusals;
}

function rank(change: Change): number {
  if (change.op !== 'remove') return 2;
  return change.cause === 'denied' ? 0 : 1;
}

function errorOf(live: AwsAuthData, set: ChangeSet): UneditableError | undefined {
  try {
    applyChanges(live, set);
    return undefined;
  } catch (error) {
    if (error instanceof UneditableError) return error;
    throw error;
  }
}
