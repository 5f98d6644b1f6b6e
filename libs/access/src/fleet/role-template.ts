import { partitionOfRegion } from '../arn/index.ts';
import type { Cluster } from './fleet.ts';

/**
 * Fills `{partition}` and `{account}` of a role's template with those of the cluster. The path of the role stays:
 * AssumeRole needs it.
 * @throws Error naming a placeholder that is not one of the two.
 */
export function fillRole(template: string, cluster: Pick<Cluster, 'account' | 'region'>): string {
  return template.replace(/\{([^{}]*)\}/g, (written, name: string) => {
    if (name === 'partition') return partitionOfRegion(cluster.region);
    if (name === 'account') return cluster.account;
    throw new Error(`role ${template}: ${written} is no placeholder; there are {partition} and {account}`);
  });
}
