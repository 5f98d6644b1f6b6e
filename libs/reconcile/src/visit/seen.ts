import { canonicalPrincipal, principalKey, readAwsAuth, type Reading } from '@roster/access';
import type { ConfigMap } from '../ports/index.ts';
import type { Visit } from './visit.ts';

/** What stands on the cluster. */
export interface Seen {
  readonly live: ConfigMap | undefined;
  readonly reading: Reading;
  /** Keys of the principals that have an access entry; none in mode CONFIG_MAP. */
  readonly entries: ReadonlySet<string>;
}

/** Reads the document by the authenticator's rules. */
export function seenOf(live: ConfigMap | undefined, entries: ReadonlySet<string>): Seen {
  return { live, entries, reading: readAwsAuth(live?.data ?? {}) };
}

/** The principals with an access entry, which overrides their row (design.md, Authentication modes). */
export async function entriesOf({ deps, target, facts }: Visit): Promise<ReadonlySet<string>> {
  if (facts.authenticationMode === 'CONFIG_MAP') return new Set();
  return new Set((await deps.cloud.accessEntries(target)).map(keyOf));
}

/** The key by which a principal is told, whatever path its role has. */
export const keyOf = (arn: string): string => principalKey(canonicalPrincipal(arn) ?? arn);
