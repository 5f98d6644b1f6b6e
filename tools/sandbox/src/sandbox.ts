import type { RequestListener } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { stsListener } from './aws-server.ts';
import { Calls, type CallCounts } from './calls.ts';
import { callerOf, credentialsEnv, type Credentials } from './caller.ts';
import { ClusterState } from './cluster/cluster-state.ts';
import { Clusters } from './cluster/clusters.ts';
import { openDoor, type ClusterDoor } from './cluster/door.ts';
import { EventBus, type EventFaults, type PutEvent } from './events/event-bus.ts';
import type { SandboxCluster, SandboxOptions, SandboxPrincipal } from './options.ts';
import { startServers } from './servers.ts';
import type { Organization } from './sts/assume-role.ts';
import { Principals } from './sts/principals.ts';

/** A running sandbox. */
export interface Sandbox extends AsyncDisposable {
  /** All that a client needs (ours, an AWS SDK, the AWS CLI): endpoints, the caller's keys, a Region. */
  readonly env: Record<string, string>;
  readonly caller: Credentials;
  /** STS as a listener, for a server that stands under a host name of AWS: there a signature's Region must be the host's. */
  readonly sts: RequestListener;
  addCluster(cluster: SandboxCluster): ClusterDoor;
  removeCluster(arn: string): void;
  /** TypeError where there is no such cluster. */
  cluster(arn: string): ClusterDoor;
  clusterArns(): readonly string[];
  addPrincipal(principal: SandboxPrincipal): Credentials;
  /** Puts all accounts into that organisation. */
  setOrganization(id: string): void;
  /** Keys that sign for a principal of the sandbox; a role's act as its session `sandbox`. TypeError for others. */
  credentialsOf(arn: string): Credentials;
  /** What the default bus of EventBridge has taken, in order. */
  events(): readonly PutEvent[];
  setEventFaults(faults: EventFaults): void;
  /** Every call by kind, such as `eks:DescribeCluster`, `dynamodb:PutItem`, `k8s:patch configmaps`. */
  calls(): CallCounts;
  callsOf(clusterArn: string): CallCounts;
  resetCalls(): void;
  stop(): Promise<void>;
}

/** What a sandbox is made of. */
interface Parts {
  readonly principals: Principals;
  readonly organization: Organization;
  readonly clusters: Clusters;
  readonly calls: Calls;
  readonly bus: EventBus;
  readonly now: () => Date;
  readonly tokenCacheMs: number;
}

/**
 * Starts STS, EKS, DynamoDB and the Kubernetes APIs of any number of clusters on one loopback address.
 * TypeError for a principal or a cluster that cannot be.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { address = '127.0.0.1', now = () => new Date(), wait = setTimeout, dynamodb = true } = options;
  const { seed = 1, sessionTokenLength = 400, tokenCacheMs = 10_000, clusters = [] } = options;
  const principals = new Principals(seed, sessionTokenLength);
  const parts: Parts = {
    principals,
    organization: { id: options.organization },
    clusters: new Clusters(),
    calls: new Calls(),
    bus: new EventBus(),
    now,
    tokenCacheMs,
  };
  const caller = callerOf(options);
  for (const principal of [caller, ...(options.principals ?? [])]) principals.add(principal);
  for (const cluster of clusters) addCluster(parts, cluster);
  const kubernetes = { ...parts, wait: (ms: number) => wait(ms) };
  const servers = await startServers({ address, dynamodb, kubernetes, bus: parts.bus });
  const credentials = credentialsOf(parts, caller.arn);
  const region = clusters[0]?.region ?? 'us-east-1';
  return {
    ...members(parts),
    env: { ...servers.endpoints, ...credentialsEnv(credentials, region) },
    caller: credentials,
    stop: servers.stop,
    [Symbol.asyncDispose]: servers.stop,
  };
}

function members(parts: Parts): Omit<Sandbox, 'env' | 'caller' | 'stop' | typeof Symbol.asyncDispose> {
  const { principals, clusters, calls, bus } = parts;
  return {
    sts: stsListener(parts),
    addCluster: (cluster) => addCluster(parts, cluster),
    removeCluster: (arn) => clusters.remove(arn),
    cluster: (arn) => openDoor(clusters.get(arn), calls),
    clusterArns: () => clusters.arns(),
    addPrincipal: (principal) => {
      principals.add(principal);
      return credentialsOf(parts, principal.arn);
    },
    setOrganization: (id) => {
      parts.organization.id = id;
    },
    credentialsOf: (arn) => credentialsOf(parts, arn),
    events: () => bus.taken,
    setEventFaults: (faults) => (bus.faults = faults),
    calls: () => calls.all(),
    callsOf: (arn) => calls.of(arn),
    resetCalls: () => calls.reset(),
  };
}

function addCluster({ clusters, calls, now, tokenCacheMs }: Parts, cluster: SandboxCluster): ClusterDoor {
  const state = new ClusterState(cluster, now, tokenCacheMs);
  clusters.add(state);
  return openDoor(state, calls);
}

function credentialsOf({ principals }: Parts, arn: string): Credentials {
  return { arn, ...principals.keysOf(arn) };
}
