import { isFault } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';

/** Access entries count "several seconds" after their change (facts.md); an authoriser may keep a refusal for 30 s. */
const TRIES = 18;
const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/**
 * Tries until what was changed counts: at most 18 times in 75 seconds. A DeniedFault, and undefined, are worth another
 * try; the last one's fault is thrown, or undefined given.
 */
export async function patiently<T>(
  { pause }: Pick<ClusterDeps, 'pause'>,
  act: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const last = attempt === TRIES - 1;
    try {
      const done = await act();
      if (done !== undefined || last) return done;
    } catch (error) {
      if (last || !isFault(error, 'DeniedFault')) throw error;
    }
    await pause(Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt));
  }
}
