import { partitionOfRegion, type Partition } from '@roster/access';
import type { SandboxCluster, SandboxPrincipal } from '../options.ts';
import { fleetDocument, READ_ROLE, WRITE_ROLE } from './fleet-document.ts';
import { seededRandom } from './random.ts';

export interface FleetOptions {
  /** How many clusters. */
  readonly clusters: number;
  /** Over how many accounts; default one for ten clusters. */
  readonly accounts?: number;
  /** All of one partition; default three of `aws`. */
  readonly regions?: readonly string[];
  readonly seed?: number;
  /** Nodes of a cluster; default 3. */
  readonly nodes?: number;
  /** Foreign rows in each aws-auth, beside those of the nodes and of Roster's two roles; default 2. */
  readonly foreignRows?: number;
}

export interface MadeFleet {
  readonly clusters: readonly SandboxCluster[];
  /** The caller, and in every account the roles RosterRead and RosterWrite, which trust the caller alone. */
  readonly principals: readonly SandboxPrincipal[];
  /** ARN of the caller, a role in an account of its own. */
  readonly caller: string;
}

const TOOLING_ACCOUNT = '900000000001';
const TEAMS = ['checkout', 'identity-platform', 'payments', 'search-relevance', 'observability', 'logistics'];
const PRODUCTS = [
  'settlement-engine',
  'customer-profile',
  'event-stream',
  'batch-analytics',
  'public-gateway',
];
const STAGES = ['production', 'staging', 'development'];
const COLOURS = ['blue', 'green'];

/** A fleet with names as long as real ones, the same for the same options. TypeError for Regions of two partitions. */
export function makeFleet(options: FleetOptions): MadeFleet {
  const {
    clusters: size,
    regions = ['eu-west-1', 'us-east-1', 'ap-southeast-2'],
    seed = 1,
    nodes = 3,
  } = options;
  const accounts = accountIds(options.accounts ?? Math.max(1, Math.ceil(size / 10)));
  const partition = onePartition(regions);
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const clusters = Array.from({ length: size }, (_, i): SandboxCluster => {
    const tags = { team: pick(TEAMS), product: pick(PRODUCTS), env: pick(STAGES), colour: pick(COLOURS) };
    const region = regions[i % regions.length] as string;
    const account = accounts[i % accounts.length] as string;
    const words = [tags.team, tags.product, tags.env, tags.colour, region, String(i).padStart(5, '0')];
    const awsAuth = fleetDocument({ partition, account, cluster: i, foreignRows: options.foreignRows ?? 2 });
    return { name: words.join('-'), account, region, tags, nodes, awsAuth };
  });
  const caller = `arn:${partition}:iam::${TOOLING_ACCOUNT}:role/RosterRunner`;
  const roles = accounts.flatMap((account) =>
    [READ_ROLE, WRITE_ROLE].map((role) => ({
      arn: `arn:${partition}:iam::${account}:role/${role}`,
      trusts: [caller],
    })),
  );
  return { clusters, principals: [{ arn: caller }, ...roles], caller };
}

function accountIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => String(100_000_000_001 + i));
}

function onePartition(regions: readonly string[]): Partition {
  const [partition, ...others] = new Set(regions.map(partitionOfRegion));
  if (partition === undefined || others.length > 0) {
    throw new TypeError(`a fleet has Regions of one partition, not ${regions.join(', ')}`);
  }
  return partition;
}
