import type { Outcome, Refusal } from '@roster/access';
import type { Fault, Reason } from '@roster/workflow';
import type { Finding } from '../ports/index.ts';

/** The end of Apply: an outcome, or (without one) a write that Verify looks at. Facts are JSON of `RowCounts`. */
export interface Applied {
  readonly outcome?: Outcome;
  readonly facts?: string;
}

/** Someone else wrote between our read and our patch: worth looking again. */
export const CONFLICT = 'conflict';
export type Attempted = Applied | typeof CONFLICT;

/** A cluster that something keeps us from correcting; `message`: what, as far as more is known than the reason says. */
export const blocked = (reason: Reason<'blocked'>, message?: string): Outcome => ({
  kind: 'blocked',
  reason,
  ...(message === undefined ? {} : { message }),
});

/** What a cluster ends as where some of its changes, or all, are withheld; undefined where none is. */
export function blockedBy({ refusals: [first] }: Pick<Finding, 'refusals'>): Outcome | undefined {
  return first && { kind: 'blocked', reason: first.rule, message: first.message };
}

/** Our write has locked us out, and its own token is no longer kept either: a person must look. */
export const lockedOut = ({ message }: Fault): Outcome => ({ kind: 'failed', reason: 'lockedOut', message });

/** Nothing of what our write took away or changed may come back: what it wrote stands. */
export const putBackRefused = (refusals: readonly Refusal[]): Outcome => ({
  kind: 'failed',
  reason: 'putBackRefused',
  message: refusals.map(({ rule, message }) => `${rule}: ${message}`).join('; '),
});
