import { isFault } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';

const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/** How long, and for what, somebody waits. */
interface Patience {
  readonly tries: number;
  /** A fault that may pass. */
  readonly worth: (error: unknown) => boolean;
}

/** Access entries count "several seconds" after their change (facts.md); an authoriser may keep a refusal for 30 s: 75 s. */
const UNTIL_IT_COUNTS: Patience = { tries: 18, worth: (error) => isFault(error, 'DeniedFault') };

/** AssociateAccessPolicy directly after CreateAccessEntry may answer 404 (terraform-provider-aws#35728): 75 s. */
export const UNTIL_IT_IS_FOUND: Patience = { tries: 18, worth: (error) => isFault(error, 'NotFoundFault') };

/** A role that was made just now is an "invalid principal" for a while; Terraform waits for 2 minutes (terraform-provider-aws PR#35535). */
export const UNTIL_IAM_KNOWS: Patience = { tries: 28, worth: (error) => isFault(error, 'NotYetFault') };

/**
 * Tries until what was changed counts. A fault that is worth it, and undefined, are worth another try; the last one's
 * fault is thrown, or undefined given.
 */
export async function patiently<T>(
  { pause }: Pick<ClusterDeps, 'pause'>,
  act: () => Promise<T | undefined>,
  { tries, worth }: Patience = UNTIL_IT_COUNTS,
): Promise<T | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const last = attempt === tries - 1;
    try {
      const done = await act();
      if (done !== undefined || last) return done;
    } catch (error) {
      if (last || !worth(error)) throw error;
    }
    await pause(Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt));
  }
}
