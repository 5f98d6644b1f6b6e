import { makeFleet, type MadeFleet } from '@roster/sandbox';

/**
 * A fleet in the caller's own account, whose caller made every cluster and so gets in without a role: what a
 * kubeconfig has that names none, and the fewest calls for both sides.
 */
export function oneAccount(size: number): MadeFleet {
  const { clusters, caller } = makeFleet({ clusters: size, accounts: 1 });
  const account = caller.split(':')[4] ?? '';
  return {
    caller,
    principals: [{ arn: caller }],
    clusters: clusters.map((cluster) => ({ ...cluster, account, creator: caller })),
  };
}
