import type { Outcome } from '@roster/access';
import { FAULTS, Fault, isFault } from '@roster/workflow';
import { blocked } from './applied.ts';

/**
 * A write that failed, and of which it is known that nothing was written. So the fault means what it means before a write:
 * nothing is in doubt.
 */
export class Unwritten extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message, { cause: fault });
    this.fault = fault;
  }
}

/**
 * The outcome of a fault of the cluster or of AWS that no further try would mend: denied, gone, a wrong certificate.
 * Everything else is thrown again, for the state machine's Retry or Catch.
 */
export function expectedOutcome(error: unknown): Outcome {
  if (error instanceof Unwritten) {
    return error.fault.code === 'AdmissionFault'
      ? blocked('admission', error.fault.message)
      : expectedOutcome(error.fault);
  }
  if (isFault(error)) {
    const { retry, outcome, reason } = FAULTS[error.code];
    if (!retry && outcome !== 'failed') return { kind: outcome, reason, message: error.message };
  }
  throw error;
}

/**
 * Runs what follows the begin of a write. A fault by which a cluster ends as `unreachable` is thrown as
 * UnsettledFault then: what stands on the cluster is not known, so it is tried again, and ends as `failed`.
 */
export async function unsettled<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (
      !isFault(error) ||
      !(FAULTS[error.code].outcome === 'unreachable' || error.code === 'ConflictFault')
    ) {
      throw error;
    }
    throw new Fault('UnsettledFault', `after a write was begun: ${error.message}`, { cause: error });
  }
}
