import { parseClusterArn } from '@roster/access';
import { safe } from '../output/escape.ts';
import { plural } from '../output/plural.ts';

/** A cluster's ARN as columns of a table: name, account, Region. */
export function clusterCells(arn: string): readonly [name: string, account: string, region: string] {
  const cluster = parseClusterArn(arn);
  return cluster === undefined ? [safe(arn), '', ''] : [cluster.name, cluster.account, cluster.region];
}

/** A cluster's ARN on one line: `payments-prod (111122223333, eu-west-1)`. */
export function clusterLabel(arn: string): string {
  const [name, account, region] = clusterCells(arn);
  return account === '' ? name : `${name} (${account}, ${region})`;
}

const NAMED = 3;

/** The first clusters of many, all where there is no limit: `a (…), b (…), c (…) and 285 more clusters, in 12 accounts`. */
export function clusterNames(arns: readonly string[], limit: number): string {
  const named = limit === Infinity ? arns : arns.slice(0, NAMED);
  const rest = arns.length - named.length;
  const names = named.map(clusterLabel).join(', ');
  if (rest === 0) return names;
  const accounts = new Set(arns.map((arn) => clusterCells(arn)[1])).size;
  const over = accounts > 1 ? `, in ${plural(accounts, 'account')}` : '';
  return `${names} and ${plural(rest, 'more cluster')}${over}`;
}
