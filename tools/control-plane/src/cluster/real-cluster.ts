import type { SandboxDaemonSet, SandboxNode, SandboxPod } from '@roster/sandbox';
import type { ClusterFaults } from '../faults/cluster-faults.ts';
import type { FaultSwitch } from '../faults/set-faults.ts';
import type { Child } from '../process/child.ts';
import type { Admin } from './admin.ts';
import { applyManifests } from './apply.ts';
import { readConfigMap, writeAndWait } from './aws-auth.ts';
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
  /** Replaces all that is wrong with it. Describe the cluster anew afterwards: the way to it may be another. */
  setFaults(faults: ClusterFaults): Promise<void>;
  /** The authenticator's last lines: why a token was refused, which a real cluster tells nobody. */
  authenticatorLog(): string;
}

/** What a cluster's door leads to. */
export interface Parts extends Pick<RealCluster, 'arn' | 'endpoint' | 'ca' | 'kubeconfig'> {
  readonly admin: Admin;
  readonly authenticator: Child;
  readonly faults: FaultSwitch;
}

export function openRealCluster({ admin, authenticator, faults, ...facts }: Parts): RealCluster {
  return {
    ...facts,
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
    setFaults: faults.set,
    authenticatorLog: authenticator.log,
  };
}
