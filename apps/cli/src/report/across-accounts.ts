import { parseArn, parseClusterArn } from '@roster/access';

/** An ARN that is found on a cluster. */
export interface Found {
  /** The cluster's ARN. */
  readonly cluster: string;
  readonly arn: string;
}

/** In place of the cluster's own account: one grant by `roleName` is one role an account, and one line of a report. */
const OWN = '{account}';

/**
 * How ARNs are written in a list over clusters of several accounts: `arn:aws:iam::{account}:role/Ops` where it is a
 * role of each cluster's own account. One that is also found on clusters of other accounts stays as it is.
 */
export function acrossAccounts(all: readonly Found[]): (found: Found) => string {
  const fixed = new Set(all.filter((found) => !isOwn(found)).map(({ arn }) => arn));
  const accounts = new Map<string, Set<string>>();
  const general = (found: Found): string =>
    isOwn(found) && !fixed.has(found.arn)
      ? found.arn.replace(`:${accountOf(found)}:`, `:${OWN}:`)
      : found.arn;
  for (const found of all) {
    const form = general(found);
    accounts.set(form, (accounts.get(form) ?? new Set()).add(accountOf(found)));
  }
  return (found) => {
    const form = general(found);
    return (accounts.get(form)?.size ?? 0) > 1 ? form : found.arn;
  };
}

const accountOf = ({ cluster }: Found): string => parseClusterArn(cluster)?.account ?? '';
const isOwn = (found: Found): boolean => parseArn(found.arn)?.account === accountOf(found);
