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
  /**
   * What happened, for a person: plain text of at most 2,000 characters (longer is cut). It stays in the process: no
   * state passes it on, the journal keeps it.
   */
  readonly message?: string;
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

/**
 * How bad an outcome is, from 0: what a person has to do about it, and how soon. Access is right (`inSync`, `changed`,
 * `healthy`); it is not, and the next apply repairs it (`drifted`); nothing was allowed to repair it (`blocked`);
 * nobody could look (`unreachable`, then `denied`, for somebody took our way in); the cluster itself is wrong
 * (`unhealthy`); a write did harm and was undone (`rolledBack`); nobody knows what stands there (`failed`).
 */
const SEVERITY = {
  inSync: 0,
  changed: 0,
  healthy: 0,
  drifted: 1,
  blocked: 2,
  unreachable: 3,
  denied: 4,
  unhealthy: 5,
  rolledBack: 6,
  failed: 7,
} as const satisfies Record<OutcomeKind, number>;

/**
 * True when an outcome is worse than the one before it; another reason of the same kind is not. `was` is a kind, or
 * empty for a cluster never seen: of that one drift is expected, since nobody has put it right yet.
 */
export function isWorse(kind: OutcomeKind, was: string): boolean {
  const before: number | undefined = (SEVERITY as Readonly<Record<string, number>>)[was];
  return SEVERITY[kind] > (before ?? SEVERITY.drifted);
}
