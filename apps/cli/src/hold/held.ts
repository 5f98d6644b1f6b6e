import { safe } from '../output/escape.ts';
import type { Store } from '../store.ts';

/** A hold as people see it. */
export interface Mark {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** A cluster's ARN and the hold on it; null where there is none. */
export interface Held {
  readonly cluster: string;
  readonly hold: Mark | null;
}

/** The holds that stand on these clusters now. */
export function holdsOn(
  { journal }: Pick<Store, 'journal'>,
  arns: readonly string[],
): Promise<readonly Held[]> {
  return Promise.all(
    arns.map(async (cluster) => {
      const hold = (await journal.getStatus(cluster))?.hold;
      return { cluster, hold: hold === undefined ? null : { by: hold.by, reason: hold.reason, at: hold.at } };
    }),
  );
}

/** `held by ann@laptop since 2026-11-30T22:00:00.000Z: audit`. */
export const heldText = ({ by, reason, at }: Mark): string =>
  `held by ${safe(by)} since ${safe(at)}: ${safe(reason)}`;
