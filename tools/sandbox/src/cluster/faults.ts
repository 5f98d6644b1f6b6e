/** What is wrong with a cluster. Numbers with "the next n" count down as they happen. */
export interface Faults {
  /** The endpoint in DescribeCluster is a closed port, and the old one hangs up. */
  readonly unreachable?: boolean;
  /** DescribeCluster names an endpoint from which nothing comes back, as where no route leads to it. */
  readonly noWay?: boolean;
  /** Every answer comes so many milliseconds late. */
  readonly slowMs?: number;
  /** Every request is answered 401. */
  readonly unauthorized?: boolean;
  /** Every authenticated request is answered 403. */
  readonly forbidden?: boolean;
  /** The next n requests are answered 429, with Retry-After. */
  readonly throttled?: number;
  /** The next n writes are answered 409, as if someone else had been faster. */
  readonly conflicts?: number;
  /** The next n requests are answered 503. */
  readonly serverErrors?: number;
  /** DescribeCluster names an endpoint whose certificate has expired. */
  readonly expiredCertificate?: boolean;
  /** The next n requests have their connection reset. */
  readonly resetConnections?: number;
  /** No daemonset has a ready pod. */
  readonly daemonSetNeverReady?: boolean;
  /** Once a request has written aws-auth, so many nodes (true: all) are not Ready, until the old data stands again. */
  readonly nodesNotReadyAfterWrite?: number | boolean;
  /** Once a request has written aws-auth, no new token is accepted, until the old data stands again. */
  readonly identityRefusedAfterWrite?: boolean;
  /** How EKS answers DescribeCluster. */
  readonly describe?: 'denied' | 'throttled' | 'notFound' | 'serverError';
}

type Counted = 'throttled' | 'conflicts' | 'serverErrors' | 'resetConnections';

/** The faults of one cluster as they stand, with what is left of those that count. */
export class FaultState {
  private faults: Faults = {};
  private left: Partial<Record<Counted, number>> = {};

  constructor(faults: Faults = {}) {
    this.set(faults);
  }

  get now(): Faults {
    return this.faults;
  }

  /** Replaces all faults. */
  set(faults: Faults): void {
    this.faults = faults;
    const { throttled = 0, conflicts = 0, serverErrors = 0, resetConnections = 0 } = faults;
    this.left = { throttled, conflicts, serverErrors, resetConnections };
  }

  /** True when such a fault is due now; it is used up by asking. */
  take(kind: Counted): boolean {
    const left = this.left[kind] ?? 0;
    if (left > 0) this.left[kind] = left - 1;
    return left > 0;
  }
}
