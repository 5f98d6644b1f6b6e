/** How one cluster came out of a run. A closed union: every switch over it is exhaustive. */
export const OUTCOME_KINDS = [
  'inSync',
  'drifted',
  'changed',
  'healthy',
  'blocked',
  'unreachable',
  'denied',
  'unhealthy',
  'rolledBack',
  'failed',
] as const;

export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export interface Outcome {
  readonly kind: OutcomeKind;
  /** Why, in one word where the kind has reasons (`blocked`: a guardrail's name, held, …); else empty. */
  readonly reason: string;
}

/** A cluster's place in a run: not yet heard from, or its outcome. */
export type Standing = Outcome | { readonly kind: 'pending' };

/** True for the outcomes with which a cluster is as it should be, or a plan has told what is not. */
export function isGood(kind: OutcomeKind): boolean {
  switch (kind) {
    case 'inSync':
    case 'drifted':
    case 'changed':
    case 'healthy':
      return true;
    case 'blocked':
    case 'unreachable':
    case 'denied':
    case 'unhealthy':
    case 'rolledBack':
    case 'failed':
      return false;
  }
}

/**
 * True for what a wave's failure budget counts (design.md, Outcomes): `failed`, `rolledBack`, `pending`, and
 * `unhealthy` after a write. What was wrong before the run is reported, and does not halt it.
 */
export function countsAgainstBudget(standing: Standing): boolean {
  switch (standing.kind) {
    case 'failed':
    case 'rolledBack':
    case 'pending':
      return true;
    case 'unhealthy':
      return standing.reason === 'after';
    case 'inSync':
    case 'drifted':
    case 'changed':
    case 'healthy':
    case 'blocked':
    case 'unreachable':
    case 'denied':
      return false;
  }
}
