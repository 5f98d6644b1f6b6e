import { seededRandom } from '../fleet/random.ts';
import type { Request } from '../http/message.ts';

/** What a hostile cluster never answers as it should. */
const NEVER = ['whoAmI', 'read', 'nodes', 'write', 'afterWrite'] as const;

/** How bad an answer is: its bytes, its content, its time, or what it claims. */
const KINDS = ['broken', 'mutated', 'huge', 'endless', 'slow', 'silent', 'status', 'echo', 'liar'] as const;
export type Kind = (typeof KINDS)[number];
/** Those of which nobody can make anything: what is changed in one place may be read all the same. */
const USELESS = ['broken', 'endless', 'silent', 'status'] as const;

/** One cluster that answers wrongly, the same for the same seed. */
export interface Temper {
  readonly random: () => number;
  /** Whether a write that it answers wrongly has been done; drawn anew for each. */
  isDone(): boolean;
  /** How the next request is answered; undefined: as it should be. `written`: a request has written since. */
  next(request: Request, written: boolean): Kind | undefined;
}

/**
 * A cluster that answers one kind of request wrongly for ever, and the others now and then: so that a visit comes as far
 * as its first write, or behind it, and never to a good end.
 */
export function temperOf(seed: number): Temper {
  const random = seededRandom(seed);
  const never = pick(NEVER, random);
  const often = pick([0, 0.1, 0.4], random);
  // Some have one way only, most have all.
  const kinds = random() < 0.4 ? [pick(KINDS, random)] : KINDS;
  return {
    random,
    isDone: () => never !== 'write' && random() < 0.5,
    next: (request, written) => {
      if (isAbout(never, request, written)) return pick(USELESS, random);
      return random() < often ? pick(kinds, random) : undefined;
    },
  };
}

function isAbout(never: (typeof NEVER)[number], { method, path }: Request, written: boolean): boolean {
  switch (never) {
    case 'whoAmI':
      return path.endsWith('/selfsubjectreviews');
    case 'read':
      return method === 'GET' && path.endsWith('/configmaps/aws-auth');
    case 'nodes':
      return path.endsWith('/nodes');
    case 'write':
      return method === 'PATCH';
    case 'afterWrite':
      return written;
  }
}

/** One of them; TypeError where there is none. */
export function pick<T>(from: readonly T[], random: () => number): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new TypeError('nothing to pick from');
  return found;
}
