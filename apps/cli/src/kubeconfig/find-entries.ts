import type { Cluster } from '@roster/access';
import { namedProfile } from '@roster/eks/caller';
import { isFault, type ConnectionFacts, type Fault } from '@roster/workflow';
import { clusterHere, describedCluster, inRole } from '../cluster/connected.ts';
import { composeOutside, type Outside } from '../compose.ts';
import type { Io } from '../io.ts';
import { concurrently } from '../report/concurrently.ts';
import { meantClusters, type FleetSelection } from '../selection/meant-clusters.ts';
import { UsageError } from '../usage-error.ts';
import type { KubeconfigEntry } from './entry.ts';
import { rosterCommand, type RosterCommand } from './roster-command.ts';

export interface EntriesWanted extends FleetSelection {
  readonly role: string | undefined;
  readonly alias: string | undefined;
  readonly namespace: string | undefined;
  readonly use: boolean;
}

export interface FoundEntry {
  readonly entry: KubeconfigEntry;
  /** The role that kubectl comes in with; undefined: the credentials of whoever runs it. */
  readonly role: string | undefined;
}

export interface FoundEntries {
  readonly found: readonly FoundEntry[];
  /** Clusters that EKS says nothing of, and why; never all of them. */
  readonly failed: readonly { readonly cluster: string; readonly message: string }[];
}

/** As many clusters are described at once. */
const WIDTH = 10;

/** The entries of the clusters that the options mean. A fault where not one of them can be described. */
export async function findEntries(io: Io, options: EntriesWanted): Promise<FoundEntries> {
  const outside = composeOutside(io);
  const clusters = await clustersOf(io, options, outside);
  if (clusters.length > 1 && (options.alias !== undefined || options.use))
    throw new UsageError(
      `--${options.use ? 'use' : 'alias'} is about one cluster, and ${String(clusters.length)} are meant`,
    );
  const called = await rosterCommand(io);
  const results = await concurrently(clusters, WIDTH, async (cluster) => {
    try {
      const { facts } = await describedCluster(io, cluster, outside);
      return { entry: entryOf(io, { cluster, facts, called, options }), role: cluster.roles.read };
    } catch (error) {
      if (isFault(error)) return { cluster: cluster.arn, fault: error };
      throw error;
    }
  });
  const failed = results.filter((one): one is { cluster: string; fault: Fault } => 'fault' in one);
  const found = results.filter((one): one is FoundEntry => 'entry' in one);
  const [first] = failed;
  if (found.length === 0 && first !== undefined) throw first.fault;
  return { found, failed: failed.map(({ cluster, fault }) => ({ cluster, message: fault.message })) };
}

/** With --region, clusters are named without a catalog; else they are those of the catalog that the options select. */
async function clustersOf(io: Io, options: EntriesWanted, { aws }: Outside): Promise<readonly Cluster[]> {
  const { clusters: names, regions, role } = options;
  if (names.length === 0 || regions.length === 0)
    return (await meantClusters(io, options)).map((cluster) => inRole(cluster, role));
  const [region = '', another] = regions;
  if (another !== undefined || options.selector !== undefined || options.accounts.length > 0)
    throw new UsageError(
      '--cluster with --region asks no catalog: give one Region, and leave -l and --account out',
    );
  const found = await concurrently([...new Set(names)], WIDTH, (name) =>
    clusterHere(aws, { name, region, role }),
  );
  return [...new Map(found.map((cluster) => [cluster.arn, cluster])).values()];
}

interface Made {
  readonly cluster: Cluster;
  readonly facts: ConnectionFacts;
  readonly called: RosterCommand;
  readonly options: EntriesWanted;
}

function entryOf(io: Io, { cluster, facts, called, options }: Made): KubeconfigEntry {
  const { read: role } = cluster.roles;
  // kubectl starts roster without what this shell has set.
  const profile = namedProfile(io.env)?.name;
  return {
    cluster: cluster.arn,
    server: facts.endpoint,
    certificateAuthority: facts.certificateAuthority,
    exec: {
      ...called,
      options: [
        ...['--cluster', facts.tokenId, '--region', cluster.region],
        ...(role === undefined ? [] : ['--role', role]),
      ],
      env: profile === undefined ? {} : { AWS_PROFILE: profile },
    },
    ...(options.alias === undefined ? {} : { alias: options.alias }),
    ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
    use: options.use,
  };
}
