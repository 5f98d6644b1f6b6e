import { parseClusterArn } from '@roster/access';
import { safe } from '../output/escape.ts';

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
