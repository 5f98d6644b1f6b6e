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
  /** What came back cannot be used: no JSON, wrong types, too large, without an end, a status that means nothing here. */
  BadAnswerFault: { retry: false, outcome: 'unreachable', reason: 'badAnswer' },
  /** The API server refuses what is written: a policy, a webhook, its own validation. Apply returns it as `blocked`. */
  AdmissionFault: { retry: false, outcome: 'failed', reason: 'admission' },
  ConflictFault: { retry: true, outcome: 'failed', reason: 'conflict' },
  NotYetFault: { retry: true, outcome: 'failed', reason: 'notYet' },
  /** A write to the cluster was begun, and how it ended is not known yet: an earlier try's journal item tells. */
  UnsettledFault: { retry: true, outcome: 'failed', reason: 'unsettled' },
  DeniedFault: { retry: false, outcome: 'denied', reason: 'refused' },
  /** There are no credentials of our own, or AWS takes them no more. Before a run they are proved: exit 2. */
  CredentialsFault: { retry: false, outcome: 'denied', reason: 'credentials' },
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

/** A cluster that does not let in (HTTP 401), or that lets in and does not allow (403): what is known of its answer. */
export class RefusedFault extends Fault {
  readonly status: 401 | 403;
  /** When, by the clock of the cluster; undefined where it did not say. */
  readonly at: Date | undefined;

  constructor(
    message: string,
    { status, at }: { readonly status: 401 | 403; readonly at?: Date | undefined },
  ) {
    super('DeniedFault', message);
    this.status = status;
    this.at = at;
  }
}

/** True when `error` is a fault of that name (of any name where none is given). */
export function isFault(error: unknown, code?: FaultName): error is Fault {
  return error instanceof Fault && (code === undefined || error.code === code);
}
