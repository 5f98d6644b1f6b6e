import { rm } from 'node:fs/promises';
import { startSandbox, type Sandbox } from '@roster/sandbox';
import { startEtcd } from './cluster/etcd.ts';
import type { RealCluster } from './cluster/real-cluster.ts';
import { startCluster, type Ground } from './cluster/start-cluster.ts';
import type { ControlPlaneCluster, ControlPlaneOptions } from './options.ts';
import { holdAuthenticatorPort } from './process/hold-port.ts';
import { Life } from './process/life.ts';
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
  /** Error where it does not come up, or is stopped before it has. */
  addCluster(cluster: ControlPlaneCluster): Promise<RealCluster>;
  /** TypeError where there is no such cluster. */
  readonly cluster: (arn: string) => RealCluster;
  /** Ends everything, whatever is still being started too. */
  stop(): Promise<void>;
}

/**
 * Starts real clusters on one etcd, side by side: for each a kube-apiserver and an aws-iam-authenticator, which asks
 * the sandbox's STS. Builds the programs first where this machine has not yet. Error with the last words of what did
 * not come up.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const life = new Life();
  try {
    return await start(options, life);
  } catch (error) {
    await life.end();
    throw error;
  }
}

async function start(options: ControlPlaneOptions, life: Life): Promise<ControlPlane> {
  const { clusters = [] } = options;
  const ground = await layGround(options, life);
  const { sandbox, state } = ground;
  const real = new Map<string, RealCluster>();
  const begin = async (spec: ControlPlaneCluster) => {
    const { cluster, stop } = await startCluster(ground, spec);
    life.atEnd(stop);
    real.set(cluster.arn, cluster);
    return cluster;
  };
  const add = async (spec: ControlPlaneCluster) => {
    const { arn } = sandbox.addCluster({ ...described(spec), status: 'CREATING' });
    try {
      return await begin(spec);
    } catch (error) {
      sandbox.removeCluster(arn);
      throw error;
    }
  };
  await allSettled(clusters.map(begin));
  const stop = () => life.end();
  return {
    ...{ sandbox, env: sandbox.env, folder: state },
    addCluster: (spec) => life.begin(() => add(spec)),
    cluster: (arn) => found(real, arn),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** What the clusters share: the folder, the sandbox, etcd, and STS under its own names. */
async function layGround(options: ControlPlaneOptions, life: Life): Promise<Ground> {
  const { clusters = [], tokenCacheTtl = '0s', ...rest } = options;
  const programs = await goPrograms();
  const state = await makeStateFolder('control-plane');
  life.atEnd(() => rm(state, { recursive: true, force: true }));
  life.atEnd(await holdAuthenticatorPort());
  const pending = clusters.map((cluster) => ({ ...described(cluster), status: 'CREATING' as const }));
  const sandbox = await startSandbox({ ...rest, clusters: pending });
  life.atEnd(() => sandbox.stop());
  const { signal } = life;
  const [etcd, sts] = await Promise.all([
    startEtcd(programs.etcd, state, signal),
    startStsProxy(sandbox.sts),
  ]);
  life.atEnd(etcd.stop, sts.stop);
  return { programs, sandbox, state, etcd: etcd.url, sts, tokenCacheTtl, signal };
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
