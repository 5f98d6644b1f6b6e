import { clusterArn, type Cluster, type Fleet } from '@roster/access';
import { callerIdentity } from '@roster/eks';
import { newRunId, type CloudTarget, type Connection } from '@roster/reconcile';
import { Fault, type ConnectionFacts } from '@roster/workflow';
import { composeOutside, type Outside } from '../compose.ts';
import type { Io } from '../io.ts';
import { requiredText, text } from '../options.ts';
import { filesOption, readFleet } from '../run/fleet-files.ts';
import { readRevision } from '../catalog/revision.ts';
import { oneCluster } from '../selection/select.ts';
import { storeOption, withStore } from '../store.ts';

/** How a command names one cluster: in the catalog, in files, or by itself with its Region. */
export const placeOptions = {
  ...storeOption,
  ...filesOption,
  region: text('--region <region>', 'its Region: then no catalog is asked'),
  role: text('--role <arn>', "the role to come in with, instead of the catalog's"),
} as const;

export const clusterOptions = {
  cluster: requiredText('--cluster <name|arn>', 'name or ARN'),
  ...placeOptions,
} as const;

export interface ClusterRequest {
  readonly store: string | undefined;
  readonly files: readonly string[];
  readonly cluster: string;
  readonly region: string | undefined;
  readonly role: string | undefined;
}

/** A cluster that can be called. */
export interface Connected {
  readonly cluster: Cluster;
  readonly facts: ConnectionFacts;
  readonly connection: Connection;
  readonly outside: Outside;
  readonly target: CloudTarget;
  /** The fleet that it was found in. */
  readonly fleet: Fleet | undefined;
}

/** Finds the cluster, describes it, and mints a token for it. */
export async function connectedTo(io: Io, request: ClusterRequest): Promise<Connected> {
  const outside = composeOutside(io);
  const { cluster, fleet } = await findCluster(io, request, outside);
  const target = { cluster, as: 'read', run: newRunId(io.now(), io.random()) } as const;
  const described = await outside.cloud.describe(target);
  if (described.kind === 'unreachable') {
    throw new Fault(
      'NotFoundFault',
      `${cluster.arn}: ${described.reason === 'gone' ? 'EKS knows no such cluster' : 'is not active'}`,
    );
  }
  const { facts } = described;
  const token = await outside.cloud.token({ ...target, tokenId: facts.tokenId, signedAt: io.now() });
  return { cluster, fleet, facts, outside, target, connection: { cluster: cluster.arn, facts, token } };
}

interface Found {
  readonly cluster: Cluster;
  readonly fleet: Fleet | undefined;
}

async function findCluster(io: Io, request: ClusterRequest, { aws }: Outside): Promise<Found> {
  const { region, role, cluster: name } = request;
  const given = role === undefined ? undefined : { read: role, write: role };
  if (region === undefined) {
    const fleet = await fleetOf(io, request);
    const cluster = oneCluster(fleet.clusters, name);
    return { fleet, cluster: { ...cluster, roles: given ?? cluster.roles } };
  }
  const who = role === undefined ? {} : { role };
  const { account } = await callerIdentity(aws, { region, run: 'roster', ...who });
  const roles = given ?? {};
  const checks = { daemonSets: [], pods: [], access: [] };
  const arn = clusterArn({ name, account, region });
  return { fleet: undefined, cluster: { arn, name, account, region, labels: {}, roles, checks } };
}

function fleetOf(io: Io, { files, store }: ClusterRequest): Promise<Fleet> {
  if (files.length > 0) return readFleet(io, files);
  return withStore(io, store, async (opened) => (await readRevision(opened, undefined)).fleet);
}
