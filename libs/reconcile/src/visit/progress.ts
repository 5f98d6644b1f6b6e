import type { Outcome } from '@roster/access';
import { FAULTS, isFault, type Target } from '@roster/workflow';

/** The target with what a state adds when it ends: the instant, and how long it took. */
export function stamped<T extends Target>(target: T, state: string, begun: Date, now: Date): T {
  const timings = { ...(JSON.parse(target.timings) as object), [state]: now.getTime() - begun.getTime() };
  return { ...target, at: now.toISOString(), timings: JSON.stringify(timings) };
}

/**
 * The outcome of a fault that no further try would mend (denied, gone, a wrong certificate). Everything else is
 * thrown again, for the state machine's Retry or Catch.
 */
export function expectedOutcome(error: unknown): Outcome {
  if (isFault(error)) {
    const { retry, outcome, reason } = FAULTS[error.code];
    if (!retry && outcome !== 'failed') return { kind: outcome, reason };
  }
  throw error;
}
