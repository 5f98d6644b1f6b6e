import { DescribeClusterCommand, paginateListClusters, type EKSClient } from '@aws-sdk/client-eks';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { parseClusterArn } from '@roster/access';
import { Fault } from '@roster/workflow';
import type { Aws } from './aws.ts';
import { awsFault } from './aws-fault.ts';
import { DEADLINE_MS } from './credentials/assume-role.ts';
import type { Visit } from './visit.ts';

/** A cluster as EKS lists it. */
export interface DiscoveredCluster {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** ACTIVE, CREATING, … as EKS names them. */
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What was found, in the order of Regions and names; and what could not be asked, with why. */
export interface Discovery {
  readonly clusters: readonly DiscoveredCluster[];
  readonly failed: readonly Unasked[];
}

/** A whole Region, or one cluster of it. */
export interface Unasked {
  readonly region: string;
  readonly name?: string;
  readonly fault: Fault;
}

export interface DiscoveryRequest extends Pick<Visit, 'role' | 'run'> {
  readonly regions: readonly string[];
}

// DescribeCluster throttles at rates that EKS does not publish.
const SIDE_BY_SIDE = 8;
/** EKS allows 100 clusters in a Region and raises that on request; nobody has 20,000 in one account. */
const MOST_PAGES = 200;

/**
 * All clusters of one account (the role's, or the caller's own) in those Regions: ListClusters, paged, and one
 * DescribeCluster each. A Region or a cluster that cannot be asked does not stop the others.
 */
export async function discoverClusters(aws: Aws, { regions, ...who }: DiscoveryRequest): Promise<Discovery> {
  const clusters: DiscoveredCluster[] = [];
  const failed: Unasked[] = [];
  for (const region of regions) {
    try {
      const found = await inRegion(aws.eks({ ...who, region }), region);
      clusters.push(...found.clusters);
      failed.push(...found.failed);
    } catch (error) {
      failed.push({ region, fault: awsFault(error, `${region}: eks:ListClusters`) });
    }
  }
  return { clusters, failed };
}

/** Whom AWS takes the visit's credentials for: the ARN of GetCallerIdentity. */
export async function callerIdentity(aws: Aws, visit: Visit): Promise<{ arn: string; account: string }> {
  try {
    const client = await aws.sts(visit);
    const abortSignal = AbortSignal.timeout(DEADLINE_MS);
    const { Arn: arn = '', Account: account = '' } = await client.send(new GetCallerIdentityCommand(), {
      abortSignal,
    });
    return { arn, account };
  } catch (error) {
    throw awsFault(error, `sts:GetCallerIdentity with ${await aws.source(visit)}`);
  }
}

async function inRegion(client: EKSClient, region: string): Promise<Discovery> {
  const names: string[] = [];
  let pages = 0;
  for await (const page of paginateListClusters({ client, pageSize: 100 }, {})) {
    names.push(...(page.clusters ?? []));
    pages += 1;
    if (pages < MOST_PAGES) continue;
    const why = `the list of clusters has no end after ${names.length} names`;
    throw new Fault('BadAnswerFault', `${region}: eks:ListClusters: ${why}`);
  }
  const clusters: DiscoveredCluster[] = [];
  const failed: Unasked[] = [];
  const queue = names.values();
  const work = async () => {
    for (const name of queue) {
      const found = await describe(client, region, name);
      if ('fault' in found) failed.push(found);
      else clusters.push(found);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  // A cluster that was deleted since it was listed is not worth a word.
  const lasting = failed.filter(({ fault }) => fault.code !== 'NotFoundFault');
  return { clusters: clusters.sort((a, b) => (a.name < b.name ? -1 : 1)), failed: lasting };
}

async function describe(
  client: EKSClient,
  region: string,
  name: string,
): Promise<DiscoveredCluster | Unasked> {
  try {
    const abortSignal = AbortSignal.timeout(DEADLINE_MS);
    const { cluster } = await client.send(new DescribeClusterCommand({ name }), { abortSignal });
    const { arn = '', status = '', tags = {} } = cluster ?? {};
    return { arn, name, account: parseClusterArn(arn)?.account ?? '', region, status, tags };
  } catch (error) {
    return { region, name, fault: awsFault(error, `${region}/${name}: eks:DescribeCluster`) };
  }
}
