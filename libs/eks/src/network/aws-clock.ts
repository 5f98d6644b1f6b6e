/** AWS's clock, as far as the answers of AWS have shown it. */
export interface AwsClock {
  /**
   * The time to sign by: our own clock, or AWS's once an answer has shown that the two differ by more than
   * `CORRECTED_FROM_MS`. What is added to our clock stays until an answer differs by as much again: so a later call is a
   * later second, however the answers vary.
   */
  readonly now: () => Date;
  /** AWS's time less ours in ms, to about a second; undefined before the first answer. */
  readonly difference: () => number | undefined;
  /** An instant of AWS's, as our own clock will show it. */
  readonly here: (instant: Date) => Date;
  /** Called when a request is sent; what it gives takes the headers of the answer. */
  readonly asked: () => (headers: Readonly<Record<string, string>>) => void;
}

/**
 * From so many ms on tokens are signed by AWS's time. The SDK takes a request that AWS refused for one of a wrong clock
 * from the same difference on (`clockSkewCorrected` in @aws-sdk/core 3.981, httpAuthSchemes). A token is good for 15
 * minutes, and the oldest that is signed here is 10 minutes old (libs/reconcile, `GUARD`), so it may be 5 at most.
 */
export const CORRECTED_FROM_MS = 240_000;

/** Clients are told that a token ends a minute before it does: a difference below that changes nothing for them. */
export const SLACK_MS = 60_000;

/** An answer that was so long under way shows no time; the SDK takes the same (getUpdatedSystemClockOffset). */
const LONGEST_WAY_MS = 15 * 60_000;

/** A clock that knows nothing yet. `clock` is our own. */
export function createAwsClock(clock: () => Date): AwsClock {
  let difference: number | undefined;
  let correction = 0;
  return {
    now: () => new Date(clock().getTime() + correction),
    difference: () => difference,
    here: (instant) => {
      const off = Math.abs(difference ?? 0) < SLACK_MS ? 0 : (difference ?? 0);
      return new Date(instant.getTime() - off);
    },
    asked: () => {
      const sent = clock().getTime();
      return (headers) => {
        const shown = Date.parse(headers['date'] ?? '');
        // An answer with an age comes out of somebody's cache.
        if (Number.isNaN(shown) || headers['age'] !== undefined) return;
        const received = clock().getTime();
        if (Math.abs(received - sent) > LONGEST_WAY_MS) return;
        // The header counts in whole seconds, and was written somewhere between the two.
        difference = Math.round(shown + 500 - (sent + received) / 2);
        if (Math.abs(difference - correction) <= CORRECTED_FROM_MS) return;
        correction = Math.abs(difference) > CORRECTED_FROM_MS ? difference : 0;
      };
    },
  };
}
