import { parsePrincipal, principalKey } from '../arn/index.ts';
import type { DesiredMapping } from '../merge/change-set.ts';
import type { Cluster, Grant } from './fleet.ts';
import { arnOf, standingOf } from './resolve-grants.ts';
import { matches } from './selector.ts';

/**
 * The principals (canonical ARNs, each once) that grants past their `until` asked for on a cluster, and that none of
 * its `desired` rows is for: what is still live of them, should not be. A principal that is none is passed over.
 */
export function endedPrincipals(input: {
  readonly grants: readonly Grant[];
  readonly cluster: Cluster;
  readonly now: Date;
  readonly desired: readonly DesiredMapping[];
}): readonly string[] {
  const { grants, cluster, now, desired } = input;
  const ended = grants.filter(
    (grant) => standingOf(grant, now) === 'ended' && matches(grant.clusters, cluster),
  );
  if (ended.length === 0) return [];
  const wanted = new Set(desired.map(({ arn }) => principalKey(arn)));
  const arns = ended
    .flatMap(({ principals }) => principals)
    .flatMap((reference) => parsePrincipal(arnOf(reference, cluster))?.arn ?? []);
  return [...new Set(arns)].filter((arn) => !wanted.has(principalKey(arn)));
}
