import { clusterArn, parseClusterArn, type Cluster, type Fleet, type OwnedAccess } from '@roster/access';
import { callerIdentity } from '@roster/eks';
import { newRunId, type CloudTarget, type ClusterStatus, type Connection } from '@roster/reconcile';
import { Fault, type ConnectionFacts } from '@roster/workflow';
import { composeOutside, type Outside } from '../compose.ts';
import type { Io } from '../io.ts';
import { aCluster, aRegion, assertRegion, requiredText, text } from '../options.ts';
import { filesOption, readFleet } from '../run/fleet-files.ts';
import { readRevision } from '../catalog/revision.ts';
import { adviceFor } from '../report/advice.ts';
import { explainRefusal } from './explain-refusal.ts';
import { oneCluster } from '../selection/select.ts';
import { storeOption, readStore } from '../store.ts';

/** How a command names one cluster: in the catalog, in files, or by itself with its Region. */
export const placeOptions = {
  ...storeOption,
  ...filesOption,
  region: text('--region <region>', 'its Region: then no catalog is asked', aRegion),
  role: text('--role <arn>', "the role to come in with, instead of the catalog's"),
} as const;

export const clusterOptions = {
  cluster: requiredText('--cluster <name|arn>', 'name or ARN', aCluster),
  ...placeOptions,
} as const;

export interface ClusterRequest {
  readonly store: string | undefined;
  readonly files: readonly string[];
  readonly cluster: string;
  readonly region: string | undefined;
  readonly role: string | undefined;
  /** Whether to look up what Roster answers for there. */
  readonly withOwned?: boolean;
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
  /** What Roster answers for there; undefined where nobody asked the store, or no run has written there yet. */
  readonly owned: readonly OwnedAccess[] | undefined;
  /** Gives what a call to the cluster gives; where that refuses the token, the error says why, as far as can be known. */
  readonly asked: <T>(call: Promise<T>) => Promise<T>;
}

/** Finds the cluster, describes it, and mints a token for it. */
export async function connectedTo(io: Io, request: ClusterRequest): Promise<Connected> {
  const outside = composeOutside(io);
  const found = await findCluster(io, request, outside);
  const { target, facts } = await describedCluster(io, found.cluster, outside);
  const token = await outside.cloud.token({
    ...target,
    tokenId: facts.tokenId,
    signedAt: outside.aws.clock.now(),
  });
  const role = target.cluster.roles.read;
  const as = role === undefined ? {} : { as: role };
  const connection = { cluster: found.cluster.arn, facts, token, ...as };
  const asked = <T>(call: Promise<T>): Promise<T> =>
    call.catch(async (error: unknown) => {
      throw await explainRefusal(error, { target, connection, status: found.status }, outside);
    });
  return { ...found, facts, outside, target, connection, asked };
}

/** What EKS says of the cluster. A fault, with what to do, where it says nothing that can be used. */
export async function describedCluster(
  io: Io,
  cluster: Cluster,
  { cloud }: Outside,
): Promise<Pick<Connected, 'target' | 'facts'>> {
  const target = { cluster, as: 'read', run: newRunId(io.now(), io.random()) } as const;
  const described = await cloud.describe(target);
  if (described.kind === 'denied') throw new Fault('DeniedFault', `${cluster.arn}: ${adviceFor(described)}`);
  if (described.kind === 'unreachable') {
    throw new Fault(
      'NotFoundFault',
      `${cluster.arn}: ${described.reason === 'gone' ? 'EKS knows no such cluster' : 'is not active'}`,
    );
  }
  return { target, facts: described.facts };
}

interface Found {
  readonly cluster: Cluster;
  readonly fleet: Fleet | undefined;
  readonly owned: readonly OwnedAccess[] | undefined;
  /** What the store knows of it; absent where nobody asked. */
  readonly status?: ClusterStatus | undefined;
}

async function findCluster(io: Io, request: ClusterRequest, { aws }: Outside): Promise<Found> {
  const { region, role, cluster: name } = request;
  if (region !== undefined)
    return { fleet: undefined, owned: undefined, cluster: await clusterHere(aws, { name, region, role }) };
  const found = await inCatalog(io, request);
  return { ...found, cluster: inRole(found.cluster, role) };
}

/** The cluster, to be come into with this role instead of the catalog's, if one is given. */
export const inRole = (cluster: Cluster, role: string | undefined): Cluster =>
  role === undefined ? cluster : { ...cluster, roles: { read: role, write: role } };

interface Place {
  readonly name: string;
  readonly region: string;
  readonly role: string | undefined;
}

/** A cluster without a catalog. UsageError where it is an ARN of another Region. */
export async function clusterHere(aws: Outside['aws'], { name, region, role }: Place): Promise<Cluster> {
  assertRegion(name, [region]);
  const parts = parseClusterArn(name) ?? (await namedHere(aws, { name, region, role }));
  const { account } = parts;
  const checks = { daemonSets: [], pods: [], access: [] };
  const cluster = { ...{ name: parts.name, account, region }, arn: clusterArn(parts), labels: {}, checks };
  return inRole({ ...cluster, roles: {} }, role);
}

/** A cluster by its name alone is one of the account of whoever asks, or of the role. */
async function namedHere(aws: Outside['aws'], { role, ...place }: Place) {
  const who = role === undefined ? {} : { role };
  const { account } = await callerIdentity(aws, { region: place.region, run: 'roster', ...who });
  return { ...place, account };
}

async function inCatalog(io: Io, { files, store, cluster: name, withOwned }: ClusterRequest): Promise<Found> {
  if (files.length > 0) {
    const fleet = await readFleet(io, files);
    return { fleet, owned: undefined, cluster: oneCluster(fleet.clusters, name) };
  }
  return readStore(io, store, async (opened) => {
    const { fleet } = await readRevision(opened, undefined);
    const cluster = oneCluster(fleet.clusters, name);
    const status = withOwned === true ? await opened.journal.getStatus(cluster.arn) : undefined;
    return { fleet, cluster, owned: status?.owned, status };
  });
}
