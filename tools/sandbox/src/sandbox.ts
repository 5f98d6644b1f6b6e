import { setTimeout } from 'node:timers/promises';
import { Calls, type CallCounts } from './calls.ts';
import { callerOf, credentialsEnv, type Credentials } from './caller.ts';
import { ClusterState } from './cluster/cluster-state.ts';
import { Clusters } from './cluster/clusters.ts';
import { openDoor, type ClusterDoor } from './cluster/door.ts';
import type { SandboxCluster, SandboxOptions, SandboxPrincipal } from './options.ts';
import { startServers } from './servers.ts';
import { Principals } from './sts/principals.ts';

/** A running sandbox. */
export interface Sandbox extends AsyncDisposable {
  /** All that a client needs (ours, an AWS SDK, the AWS CLI): endpoints, the caller's keys, a Region. */
  readonly env: Record<string, string>;
  readonly caller: Credentials;
  addCluster(cluster: SandboxCluster): ClusterDoor;
  removeCluster(arn: string): void;
  /** TypeError where there is no such cluster. */
  cluster(arn: string): ClusterDoor;
  clusterArns(): readonly string[];
  addPrincipal(principal: SandboxPrincipal): Credentials;
  /** Keys that sign for a principal of the sandbox; a role's act as its session `sandbox`. TypeError for others. */
  credentialsOf(arn: string): Credentials;
  /** Every call by kind, such as `eks:DescribeCluster`, `dynamodb:PutItem`, `k8s:patch configmaps`. */
  calls(): CallCounts;
  callsOf(clusterArn: string): CallCounts;
  resetCalls(): void;
  stop(): Promise<void>;
}

/**
 * Starts STS, EKS, DynamoDB and the Kubernetes APIs of any number of clusters on one loopback address.
 * TypeError for a principal or a cluster that cannot be.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { address = '127.0.0.1', now = () => new Date(), wait = setTimeout, dynamodb = true } = options;
  const calls = new Calls();
  const clusters = new Clusters();
  const principals = new Principals(options.seed ?? 1, options.sessionTokenLength ?? 400);
  const caller = callerOf(options);
  for (const principal of [caller, ...(options.principals ?? [])]) principals.add(principal);
  const addCluster = (cluster: SandboxCluster) => {
    const state = new ClusterState(cluster, now, options.tokenCacheMs ?? 10_000);
    clusters.add(state);
    return openDoor(state, calls);
  };
  for (const cluster of options.clusters ?? []) addCluster(cluster);
  const kubernetes = { principals, clusters, calls, now, wait: (ms: number) => wait(ms) };
  const servers = await startServers({ address, calls, dynamodb, kubernetes });
  const credentialsOf = (arn: string): Credentials => ({ arn, ...principals.keysOf(arn) });
  const region = options.clusters?.[0]?.region ?? 'us-east-1';
  return {
    env: { ...servers.endpoints, ...credentialsEnv(credentialsOf(caller.arn), region) },
    caller: credentialsOf(caller.arn),
    addCluster,
    removeCluster: (arn) => clusters.remove(arn),
    cluster: (arn) => openDoor(clusters.get(arn), calls),
    clusterArns: () => clusters.arns(),
    addPrincipal: (principal) => {
      principals.add(principal);
      return credentialsOf(principal.arn);
    },
    credentialsOf,
    calls: () => calls.all(),
    callsOf: (arn) => calls.of(arn),
    resetCalls: () => calls.reset(),
    stop: servers.stop,
    [Symbol.asyncDispose]: servers.stop,
  };
}
