import type { Outcome } from '@roster/access';

/** The end of Apply: an outcome, or (without one) a write that Verify looks at. Facts are JSON of `RowCounts`. */
export interface Applied {
  readonly outcome?: Outcome;
  readonly facts?: string;
}

/** Someone else wrote between our read and our patch: worth looking again. */
export const CONFLICT = 'conflict';
export type Attempted = Applied | typeof CONFLICT;

export const blocked = (reason: string): Outcome => ({ kind: 'blocked', reason });

/** Our write has locked us out, and its own token is no longer kept either: a person must look. */
export const LOCKED_OUT: Outcome = { kind: 'failed', reason: 'lockedOut' };
