import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { clusterArn } from '@roster/access';
import type { Sandbox } from '@roster/sandbox';
import { makeAuthority, type Authority, type Certificate } from '@roster/sandbox/certificates';
import { openFaults } from '../faults/set-faults.ts';
import type { ControlPlaneCluster } from '../options.ts';
import type { Child } from '../process/child.ts';
import { LOOPBACK, onFreePorts } from '../process/free-port.ts';
import type { GoPrograms } from '../programs/index.ts';
import type { StsProxy } from '../sts/sts-proxy.ts';
import { openAdmin } from './admin.ts';
import { startApiServer } from './api-server.ts';
import { makeAuthenticatorFiles, startAuthenticator } from './authenticator.ts';
import { touchAwsAuth, writeAwsAuth } from './aws-auth.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { openRealCluster, type RealCluster } from './real-cluster.ts';

/** What the clusters of one control plane share. */
export interface Ground {
  readonly programs: GoPrograms;
  readonly sandbox: Sandbox;
  readonly state: string;
  readonly etcd: string;
  readonly sts: StsProxy;
  readonly tokenCacheTtl: string;
  /** Aborted when all of it ends. */
  readonly signal: AbortSignal;
}

export interface Running {
  readonly cluster: RealCluster;
  readonly stop: () => Promise<void>;
}

/**
 * Starts one cluster, its API server and then its authenticator, and tells the sandbox, which knows it already, where
 * it is. Error with the last words of what does not come up.
 */
export function startCluster(ground: Ground, spec: ControlPlaneCluster): Promise<Running> {
  return onFreePorts(2, async ([port = 0, webhook = 0]) => {
    const undo: (() => unknown)[] = [];
    const stop = async () => {
      for (const step of undo.splice(0).reverse()) await step();
    };
    try {
      return { cluster: await attempt({ ground, spec, port, webhook, undo }), stop };
    } catch (error) {
      await stop();
      throw error;
    }
  });
}

interface Attempt {
  readonly ground: Ground;
  readonly spec: ControlPlaneCluster;
  readonly port: number;
  readonly webhook: number;
  readonly undo: (() => unknown)[];
}

async function attempt({ ground, spec, port, webhook, undo }: Attempt): Promise<RealCluster> {
  const { programs, sandbox, sts, signal } = ground;
  const endpoint = `https://${LOOPBACK}:${port}`;
  const authority = await makeAuthority(spec.name, new Date());
  const administrator = await authority.issue({
    commonName: 'administrator',
    organization: 'system:masters',
  });
  const state = path.join(ground.state, `${spec.account}-${spec.region}-${spec.name}-${port}`);
  const files = path.join(state, 'authenticator');
  await mkdir(files, { recursive: true });
  await makeAuthenticatorFiles({ state: files, authority, port: webhook, apiServer: endpoint });
  const server = await startServer({ ground, spec, state, port, authority, administrator });
  undo.push(server.stop);
  const { ca } = authority;
  const admin = openAdmin({ endpoint, ca, ...administrator });
  undo.push(admin.close);
  await writeAwsAuth(admin, spec.awsAuth ?? null);
  const program = programs.awsIamAuthenticator;
  const authenticator = await startAuthenticator({
    program,
    state: files,
    port: webhook,
    ca,
    cluster: spec,
    sts,
    signal,
  });
  undo.push(authenticator.stop);
  const kubeconfig = path.join(state, 'kubeconfig');
  await writeKubeconfig(kubeconfig, { name: spec.name, server: endpoint, ca, client: administrator });
  const arn = clusterArn(spec);
  const faults = openFaults({ arn, sandbox, authority, endpoint, writeAsOther: () => touchAwsAuth(admin) });
  undo.push(faults.stop);
  await faults.set({});
  return openRealCluster({ arn, endpoint, ca, kubeconfig, admin, authenticator, faults });
}

interface ServerOrder extends Pick<Attempt, 'ground' | 'spec' | 'port'> {
  readonly state: string;
  readonly authority: Authority;
  readonly administrator: Certificate;
}

function startServer({ ground, spec, ...rest }: ServerOrder): Promise<Child> {
  const { programs, etcd, tokenCacheTtl, signal } = ground;
  return startApiServer({
    ...{ ...rest, program: programs.kubeApiserver, etcd, tokenCacheTtl, signal },
    prefix: `/${spec.account}/${spec.region}/${spec.name}`,
  });
}
