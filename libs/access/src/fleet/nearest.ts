import { distance } from '../distance.ts';

/**
 * The candidate that somebody who wrote `name` may have meant: two letters off at most, in whatever case, and never
 * another text altogether. The first of those that are as near.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let found: string | undefined;
  let best = FAR;
  for (const candidate of candidates) {
    const limit = Math.min(best, candidate.length, wanted.length);
    const off = distance(wanted, candidate.toLowerCase(), limit);
    if (off < limit) [found, best] = [candidate, off];
  }
  return found;
}

/** So many letters off is something else. */
const FAR = 3;
