import type { CallCounts, Calls } from '../calls.ts';
import type { ClusterSettings, SandboxAccessEntry, SandboxNode } from '../options.ts';
import type { ClusterState } from './cluster-state.ts';
import type { ConfigMapObject } from './config-map-store.ts';
import type { Faults } from './faults.ts';

/** A cluster seen from outside, as a test or a foreign writer does: nothing here asks for a token or is counted. */
export interface ClusterDoor {
  readonly arn: string;
  /** Data of kube-system/aws-auth; undefined without it. */
  awsAuth(): Record<string, string> | undefined;
  /** kube-system/aws-auth whole. */
  configMap(): ConfigMapObject | undefined;
  /** Writes the data of aws-auth as a foreign writer does: the resourceVersion moves on. Null deletes the ConfigMap. */
  setAwsAuth(data: Readonly<Record<string, string>> | null): void;
  /** The access entries with their policies, as EKS has them. */
  accessEntries(): readonly SandboxAccessEntry[];
  /** Replaces all faults. */
  setFaults(faults: Faults): void;
  setNodes(nodes: number | readonly SandboxNode[]): void;
  /** Changes those settings that are given. */
  change(settings: ClusterSettings): void;
  /** How many writes of ConfigMaps requests have made. */
  readonly writes: number;
  /** Why requests were answered 401, the newest last: what a real cluster tells nobody. */
  refusals(): readonly string[];
  calls(): CallCounts;
}

export function openDoor(cluster: ClusterState, calls: Calls): ClusterDoor {
  const change = (settings: ClusterSettings) => {
    cluster.settings = { ...cluster.settings, ...settings };
  };
  return {
    arn: cluster.arn,
    awsAuth: () => {
      const found = cluster.awsAuth();
      return found === undefined ? undefined : { ...found.data };
    },
    configMap: () => cluster.awsAuth(),
    setAwsAuth: (data) => cluster.setAwsAuth(data),
    accessEntries: () => cluster.accessEntries,
    setFaults: (faults) => cluster.setFaults(faults),
    setNodes: (nodes) => change({ nodes }),
    change,
    get writes() {
      return cluster.writes;
    },
    refusals: () => cluster.refusals,
    calls: () => calls.of(cluster.arn),
  };
}
