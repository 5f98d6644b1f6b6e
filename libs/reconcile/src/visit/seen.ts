import { canonicalPrincipal, principalKey, readAwsAuth, type Reading } from '@roster/access';
import type { ConfigMap } from '../ports/index.ts';
import type { Visit } from './visit.ts';

/** What stands on the cluster. */
export interface Seen {
  readonly live: ConfigMap | undefined;
  readonly reading: Reading;
  /** The principals that have an access entry: their ARNs, by their keys; none in mode CONFIG_MAP. */
  readonly entries: ReadonlyMap<string, string>;
}

/** Reads the document by the authenticator's rules. */
export function seenOf(live: ConfigMap | undefined, entries: Seen['entries']): Seen {
  return { live, entries, reading: readAwsAuth(live?.data ?? {}) };
}

/** The principals with an access entry, which overrides their row (design.md, Authentication modes). */
export async function entriesOf({ deps, target, facts }: Visit): Promise<Seen['entries']> {
  if (facts.authenticationMode === 'CONFIG_MAP') return new Map();
  return new Map((await deps.cloud.accessEntries(target)).map((arn) => [keyOf(arn), arn]));
}

/** The key by which a principal is told, whatever path its role has. */
export const keyOf = (arn: string): string => principalKey(canonicalPrincipal(arn) ?? arn);
