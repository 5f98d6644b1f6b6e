import { awsFault } from '@roster/eks';

/** One call with its retries must be done by then, in ms. */
const DEADLINE_MS = 15_000;

export const deadline = () => ({ abortSignal: AbortSignal.timeout(DEADLINE_MS) });

/**
 * What the call answers; undefined when it fails by an error of one of these names: there is no such thing. Any other
 * error becomes a fault; `what` names the thing and the call.
 */
export async function unlessAbsent<T>(
  call: Promise<T>,
  absent: readonly string[],
  what: string,
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw awsFault(error, what);
  }
}
