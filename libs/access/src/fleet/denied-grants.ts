import { deniedBy } from './denied.ts';
import type { Cluster, Fleet, Grant } from './fleet.ts';
import { arnOf } from './resolve-grants.ts';

/** A grant that gives one of its principals nothing, for the fleet denies it. */
export interface DeniedGrant {
  readonly grant: string;
  /** The principal's ARN, as it is written. */
  readonly principal: string;
  readonly source?: Grant['source'];
}

/** The grants of denied principals, each principal of each once; a `roleName` is looked at in every account. */
export function deniedGrants({ grants, denied, clusters }: Fleet): readonly DeniedGrant[] {
  if (denied.length === 0) return [];
  const isDenied = deniedBy(denied);
  const places = [
    ...new Map(clusters.map((cluster) => [`${cluster.account} ${cluster.region}`, cluster])).values(),
  ];
  return grants.flatMap(({ name: grant, principals, source }) => {
    const arns = principals.flatMap((one) =>
      'arn' in one ? [one.arn] : places.map((cluster: Cluster) => arnOf(one, cluster)),
    );
    return [...new Set(arns.filter(isDenied))].map((principal) => ({
      grant,
      principal,
      ...(source === undefined ? {} : { source }),
    }));
  });
}
