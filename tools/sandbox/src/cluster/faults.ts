import { temperOf, type Temper } from '../hostile/temper.ts';

/** What is wrong with a cluster. Numbers with "the next n" count down as they happen. */
export interface Faults {
  /** The endpoint in DescribeCluster is a closed port, and the old one hangs up. */
  readonly unreachable?: boolean;
  /** DescribeCluster names an endpoint from which nothing comes back, as where no route leads to it. */
  readonly noWay?: boolean;
  /** Every answer comes so many milliseconds late. */
  readonly slowMs?: number;
  /** Its own clock is so many milliseconds ahead of AWS's (negative: behind): the authenticator and the `Date` of its answers. */
  readonly clockAheadMs?: number;
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
  /** The next n CreateAccessEntry find no such principal, as for a role that was made just now. */
  readonly unknownPrincipals?: number;
  /** The next n AssociateAccessPolicy find no such entry, as directly after its creation. */
  readonly unseenEntries?: number;
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
  /**
   * It answers requests wrongly (malformed, huge, endless, slow, contradictory, with our own token), some for ever and
   * others now and then: how, is drawn from this seed. The same requests in the same order are answered the same.
   */
  readonly hostile?: number;
  /**
   * Writes of ConfigMaps are refused by admission, in the API server's words: by a ValidatingAdmissionPolicy (with the
   * reason Invalid, or Forbidden), or since a webhook cannot be called.
   */
  readonly admission?: 'invalid' | 'forbidden' | 'webhookDown';
  /** How EKS answers DescribeCluster. */
  readonly describe?: 'denied' | 'throttled' | 'notFound' | 'serverError';
}

const COUNTED = [
  ...(['throttled', 'conflicts', 'serverErrors', 'resetConnections'] as const),
  ...(['unknownPrincipals', 'unseenEntries'] as const),
];
type Counted = (typeof COUNTED)[number];

/** The faults of one cluster as they stand, with what is left of those that count. */
export class FaultState {
  private faults: Faults = {};
  private temper: Temper | undefined;
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
    this.temper = faults.hostile === undefined ? undefined : temperOf(faults.hostile);
    this.left = Object.fromEntries(COUNTED.map((kind) => [kind, faults[kind] ?? 0]));
  }

  /** How it answers wrongly; undefined for one that does not. */
  get hostile(): Temper | undefined {
    return this.temper;
  }

  /** True when such a fault is due now; it is used up by asking. */
  take(kind: Counted): boolean {
    const left = this.left[kind] ?? 0;
    if (left > 0) this.left[kind] = left - 1;
    return left > 0;
  }
}
