import type { SandboxDaemonSet, SandboxNode, SandboxPod } from '@roster/sandbox';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { clusterArn } from '@roster/access';
import { makeAuthority } from '@roster/sandbox/certificates';
import type { ControlPlaneCluster } from '../options.ts';
import type { Child } from '../process/child.ts';
import { LOOPBACK, onFreePorts } from '../process/free-port.ts';
import type { GoPrograms } from '../programs/index.ts';
import type { StsProxy } from '../sts/sts-proxy.ts';
import { openAdmin, type Admin } from './admin.ts';
import { startApiServer } from './api-server.ts';
import { applyManifests } from './apply.ts';
import { makeAuthenticatorFiles, startAuthenticator } from './authenticator.ts';
import { readConfigMap, writeAndWait, writeAwsAuth } from './aws-auth.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { setDaemonSets, setNodes, setPods } from './workloads.ts';

/** A real cluster, seen by its administrator. */
export interface RealCluster {
  readonly arn: string;
  readonly endpoint: string;
  /** PEM */
  readonly ca: string;
  /** Path of the administrator's kubeconfig: a client certificate of system:masters. */
  readonly kubeconfig: string;
  readonly admin: Pick<Admin, 'request'>;
  /** Data of kube-system/aws-auth; undefined without it. */
  awsAuth(): Promise<Record<string, string> | undefined>;
  /**
   * Writes aws-auth as a foreign writer does, and waits until the authenticator has seen it. Null deletes it.
   * While others write too, what was seen may be theirs.
   */
  setAwsAuth(data: Readonly<Record<string, string>> | null): Promise<void>;
  /** Server-side apply of YAML documents. Error with the API server's words for the first that it refuses. */
  apply(manifests: string): Promise<void>;
  /** Makes these nodes, and no others. Daemonsets count the nodes that there are when they are set. */
  setNodes(nodes: readonly SandboxNode[]): Promise<void>;
  setDaemonSets(daemonSets: readonly SandboxDaemonSet[]): Promise<void>;
  setPods(pods: readonly SandboxPod[]): Promise<void>;
  /** The authenticator's last lines: why a token was refused, which a real cluster tells nobody. */
  authenticatorLog(): string;
}

/** What the clusters of one control plane share. */
export interface Ground {
  readonly programs: GoPrograms;
  readonly state: string;
  readonly etcd: string;
  readonly sts: StsProxy;
  readonly tokenCacheTtl: string;
}

export interface Running {
  readonly cluster: RealCluster;
  readonly stop: () => Promise<void>;
}

/** Starts one cluster: its API server, then its authenticator. Error with their last words when they do not come up. */
export function startCluster(ground: Ground, spec: ControlPlaneCluster): Promise<Running> {
  return onFreePorts(2, ([port = 0, webhook = 0]) => attempt(ground, spec, { port, webhook }));
}

interface Ports {
  readonly port: number;
  readonly webhook: number;
}

async function attempt(ground: Ground, spec: ControlPlaneCluster, ports: Ports): Promise<Running> {
  const { programs, etcd, sts, tokenCacheTtl } = ground;
  const place = `${spec.account}/${spec.region}/${spec.name}`;
  const state = path.join(ground.state, place, String(ports.port));
  const endpoint = `https://${LOOPBACK}:${ports.port}`;
  const authority = await makeAuthority(spec.name, new Date());
  const { ca } = authority;
  const administrator = await authority.issue({
    commonName: 'administrator',
    organization: 'system:masters',
  });
  await mkdir(state, { recursive: true });
  const files = await makeAuthenticatorFiles({
    ...{ state: path.join(state, 'authenticator'), authority, port: ports.webhook, apiServer: endpoint },
  });
  const server = await startApiServer({
    ...{ program: programs.kubeApiserver, state, port: ports.port, etcd, prefix: `/${place}` },
    ...{ authority, administrator, webhook: files.webhook, tokenCacheTtl },
  });
  const admin = openAdmin({ endpoint, ca, ...administrator });
  try {
    await writeAwsAuth(admin, spec.awsAuth ?? null);
    const program = programs.awsIamAuthenticator;
    const order = { program, state: files.state, port: ports.webhook, ca, cluster: spec, sts };
    const authenticator = await startAuthenticator(order);
    const kubeconfig = path.join(state, 'kubeconfig');
    await writeKubeconfig(kubeconfig, { server: endpoint, ca, client: administrator });
    const stop = async () => {
      admin.close();
      await Promise.all([authenticator.stop(), server.stop()]);
    };
    const facts = { arn: clusterArn(spec), endpoint, ca, kubeconfig };
    return { cluster: { ...facts, ...members(admin, authenticator) }, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function members(
  admin: Admin,
  authenticator: Child,
): Omit<RealCluster, 'arn' | 'endpoint' | 'ca' | 'kubeconfig'> {
  return {
    admin,
    awsAuth: async () => {
      const found = await readConfigMap(admin);
      return found === undefined ? undefined : { ...found.data };
    },
    setAwsAuth: (data) => writeAndWait(admin, authenticator, data),
    apply: (manifests) => applyManifests(admin, manifests),
    setNodes: (nodes) => setNodes(admin, nodes),
    setDaemonSets: (sets) => setDaemonSets(admin, sets),
    setPods: (pods) => setPods(admin, pods),
    authenticatorLog: authenticator.log,
  };
}
