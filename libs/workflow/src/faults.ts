/**
 * Every error that a worker may throw, by the name that Step Functions matches on (`error.name` is API).
 * `retry`: whether the state machine tries again; `outcome`: what a cluster ends as when trying again did not
 * help; `reason`: the word recorded with that outcome.
 */
export const FAULTS = {
  ThrottledFault: { retry: true, outcome: 'unreachable', reason: 'throttled' },
  TimeoutFault: { retry: true, outcome: 'unreachable', reason: 'timeout' },
  ConnectionFault: { retry: true, outcome: 'unreachable', reason: 'connection' },
  ServerFault: { retry: true, outcome: 'unreachable', reason: 'serverError' },
  CertificateFault: { retry: false, outcome: 'unreachable', reason: 'certificate' },
  /** Nothing came back from an endpoint that EKS calls private: no way leads there from here. */
  PrivateEndpointFault: { retry: false, outcome: 'unreachable', reason: 'privateEndpoint' },
  ConflictFault: { retry: true, outcome: 'failed', reason: 'conflict' },
  NotYetFault: { retry: true, outcome: 'failed', reason: 'notYet' },
  /** A write to the cluster was begun, and how it ended is not known yet: an earlier try's journal item tells. */
  UnsettledFault: { retry: true, outcome: 'failed', reason: 'unsettled' },
  DeniedFault: { retry: false, outcome: 'denied', reason: 'refused' },
  NotFoundFault: { retry: false, outcome: 'unreachable', reason: 'gone' },
  BadInputFault: { retry: false, outcome: 'failed', reason: 'badInput' },
  /** Our own tables refuse us, or are not there: no fault of the cluster that was being worked on. */
  JournalFault: { retry: false, outcome: 'failed', reason: 'journal' },
  LeaseHeldFault: { retry: false, outcome: 'failed', reason: 'leaseHeld' },
  /** The starter of a local run stopped it: what was not begun is pending, and can be taken up again. */
  StoppedFault: { retry: false, outcome: 'failed', reason: 'stopped' },
  RunUnhealthyFault: { retry: false, outcome: 'failed', reason: 'runUnhealthy' },
} as const satisfies Record<
  string,
  { retry: boolean; outcome: 'unreachable' | 'denied' | 'failed'; reason: string }
>;

export type FaultName = keyof typeof FAULTS;

/** An error that a state may throw. Its message names what, where and what to do, and never holds a secret. */
export class Fault extends Error {
  readonly code: FaultName;

  constructor(code: FaultName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
  }
}

/** True when `error` is a fault of that name (of any name where none is given). */
export function isFault(error: unknown, code?: FaultName): error is Fault {
  return error instanceof Fault && (code === undefined || error.code === code);
}
