import type { Credentials } from '../token/credentials.ts';
import type { RoleVisit } from '../visit.ts';

export interface RoleCredentialsOptions {
  /** Calls AssumeRole for a session of that name. */
  readonly assume: (visit: RoleVisit, session: string) => Promise<Credentials>;
  /** The name of a visit's session. */
  readonly session: (visit: RoleVisit) => string;
  readonly clock: () => Date;
}

// A token lives as long as the keys that signed it, at most 15 minutes: keys with less than that are renewed.
const RENEW_BEFORE_MS = 16 * 60_000;

/**
 * Role credentials, cached for each role and session until 16 minutes before they expire. Callers that ask at the same time
 * share one call; a call that failed is forgotten, so that the next caller tries again. Throws what `assume` throws.
 */
export function roleCredentials({ assume, session, clock }: RoleCredentialsOptions) {
  const kept = new Map<string, Kept>();
  return async (visit: RoleVisit): Promise<Credentials> => {
    const name = session(visit);
    const key = `${visit.role} ${name}`;
    const known = kept.get(key);
    if (known !== undefined && isFresh(known, clock())) return known.coming;
    const asked: Kept = { coming: assume(visit, name), renewAt: Number.POSITIVE_INFINITY };
    kept.delete(key);
    dropStale(kept, clock());
    kept.set(key, asked);
    try {
      const credentials = await asked.coming;
      asked.renewAt = (credentials.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - RENEW_BEFORE_MS;
      return credentials;
    } catch (error) {
      if (kept.get(key) === asked) kept.delete(key);
      throw error;
    }
  };
}

interface Kept {
  readonly coming: Promise<Credentials>;
  /** Epoch milliseconds; without end while the call is under way. */
  renewAt: number;
}

function isFresh(kept: Kept, now: Date): boolean {
  return now.getTime() < kept.renewAt;
}

/** Sessions end in about the order in which they began: what is stale stands in front. A worker may live for days. */
function dropStale(kept: Map<string, Kept>, now: Date): void {
  for (const [key, each] of kept) {
    if (isFresh(each, now)) return;
    kept.delete(key);
  }
}
