import { rm } from 'node:fs/promises';
import { startSandbox, type Sandbox } from '@roster/sandbox';
import { startEtcd } from './cluster/etcd.ts';
import type { RealCluster } from './cluster/real-cluster.ts';
import { startCluster, type Ground } from './cluster/start-cluster.ts';
import type { ControlPlaneCluster, ControlPlaneOptions } from './options.ts';
import { holdAuthenticatorPort } from './process/hold-port.ts';
import { makeStateFolder } from './process/state-folder.ts';
import { goPrograms } from './programs/index.ts';
import { VERSIONS } from './programs/versions.ts';
import { startStsProxy } from './sts/sts-proxy.ts';

/** Real clusters, with a sandbox's AWS behind them. */
export interface ControlPlane extends AsyncDisposable {
  /** STS, EKS and DynamoDB. DescribeCluster gives the real endpoint and CA; its own clusters' APIs are not in use. */
  readonly sandbox: Sandbox;
  /** All that a client needs (ours, an AWS SDK, the AWS CLI). */
  readonly env: Record<string, string>;
  /** A folder for whatever is to go with it. */
  readonly folder: string;
  addCluster(cluster: ControlPlaneCluster): Promise<RealCluster>;
  /** TypeError where there is no such cluster. */
  readonly cluster: (arn: string) => RealCluster;
  stop(): Promise<void>;
}

type Undo = () => Promise<unknown>;

/**
 * Starts real clusters on one etcd, side by side: for each a kube-apiserver and an aws-iam-authenticator, which asks
 * the sandbox's STS. Builds the programs first where this machine has not yet. Error with the last words of what did
 * not come up.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return await start(options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: ControlPlaneOptions,
  undo: Undo[],
  stop: () => Promise<void>,
): Promise<ControlPlane> {
  const { clusters = [], tokenCacheTtl = '0s', ...rest } = options;
  const programs = await goPrograms();
  const state = await makeStateFolder();
  undo.push(() => rm(state, { recursive: true, force: true }));
  undo.push(await holdAuthenticatorPort());
  const pending = clusters.map((cluster) => ({ ...described(cluster), status: 'CREATING' as const }));
  const sandbox = await startSandbox({ ...rest, clusters: pending });
  undo.push(() => sandbox.stop());
  const [etcd, sts] = await Promise.all([startEtcd(programs.etcd, state), startStsProxy(sandbox.sts)]);
  undo.push(
    () => etcd.stop(),
    () => sts.stop(),
  );
  const ground: Ground = { programs, sandbox, state, etcd: etcd.url, sts, tokenCacheTtl };
  const real = new Map<string, RealCluster>();
  const begin = async (spec: ControlPlaneCluster) => {
    const { cluster, stop: end } = await startCluster(ground, spec);
    undo.push(end);
    real.set(cluster.arn, cluster);
    return cluster;
  };
  await allSettled(clusters.map(begin));
  return {
    ...{ sandbox, env: sandbox.env, folder: state },
    addCluster: async (spec) => {
      const { arn } = sandbox.addCluster({ ...described(spec), status: 'CREATING' });
      try {
        return await begin(spec);
      } catch (error) {
        sandbox.removeCluster(arn);
        throw error;
      }
    },
    cluster: (arn) => found(real, arn),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Waits for all, so that what did start can be stopped; then throws the first error. */
async function allSettled(starting: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(starting);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** What the sandbox is told of a cluster. Its aws-auth and its creator are the real cluster's affair. */
function described(cluster: ControlPlaneCluster) {
  const { name, account, region, authenticationMode, accessEntries, tags } = cluster;
  return {
    ...{ name, account, region, version: VERSIONS.kubernetes.replace(/^v(\d+\.\d+).*/, '$1') },
    ...(authenticationMode === undefined ? {} : { authenticationMode }),
    ...(accessEntries === undefined ? {} : { accessEntries }),
    ...(tags === undefined ? {} : { tags }),
  };
}

function found(real: ReadonlyMap<string, RealCluster>, arn: string): RealCluster {
  const cluster = real.get(arn);
  if (cluster === undefined) throw new TypeError(`the control plane has no cluster ${arn}`);
  return cluster;
}
