import { fillRole, type Cluster } from '@roster/access';
import type { Io } from '../io.ts';
import { meantClusters, type FleetSelection } from '../selection/meant-clusters.ts';
import { UsageError } from '../usage-error.ts';

export interface BootstrapOptions extends FleetSelection {
  readonly role: string | undefined;
  readonly dryRun: boolean;
  readonly concurrency: string | undefined;
}

/** A cluster, and the role that bootstraps it. */
export interface Chosen {
  readonly cluster: Cluster;
  readonly role: string;
}

/** The clusters that the options mean. UsageError where there are none, or one has no two roles to be let in. */
export async function chosenClusters(io: Io, options: BootstrapOptions): Promise<readonly Chosen[]> {
  const found = await meantClusters(io, options);
  return found.map((cluster) => ({ cluster, role: roleFor(cluster, options.role) }));
}

function roleFor(cluster: Cluster, template: string | undefined): string {
  const { read, write } = cluster.roles;
  if (read === undefined || write === undefined) {
    throw new UsageError(
      `${cluster.arn}: has no roles in the catalog, and they are whom bootstrap lets in: set defaults.roles in the fleet file (roster init shows it)`,
    );
  }
  const role = template === undefined ? write : filled(template, cluster);
  if (/^arn:[^:]+:iam::\d{12}:role\/./.test(role)) return role;
  const from = template === undefined ? `${cluster.arn}: roles.write of the catalog` : '--role';
  throw new UsageError(`${from}: "${role}" is no ARN of an IAM role`);
}

function filled(template: string, cluster: Cluster): string {
  try {
    return fillRole(template, cluster);
  } catch (error) {
    throw new UsageError(`--role: ${error instanceof Error ? error.message : ''}`);
  }
}
