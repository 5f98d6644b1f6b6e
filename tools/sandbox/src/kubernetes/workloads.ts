import type { ClusterState } from '../cluster/cluster-state.ts';
import { derivedUuid } from '../derived.ts';
import type { SandboxDaemonSet, SandboxNode, SandboxPod } from '../options.ts';

type Labels = Readonly<Record<string, string>>;

const DEFAULT_DAEMON_SETS: readonly SandboxDaemonSet[] = ['aws-node', 'kube-proxy'].map((name) => ({
  namespace: 'kube-system',
  name,
  labels: { 'k8s-app': name },
}));
const DEFAULT_PODS: readonly SandboxPod[] = ['coredns-6b9575c64c-2fxqn', 'coredns-6b9575c64c-8zlwk'].map(
  (name) => ({
    namespace: 'kube-system',
    name,
    labels: { 'k8s-app': 'kube-dns' },
  }),
);

/** The nodes as they stand, made anew at every call so that ten thousand clusters weigh little. */
export function nodesOf(cluster: ClusterState) {
  const specs = nodeSpecs(cluster);
  const { nodesNotReadyAfterWrite: fault = 0 } = cluster.faults.now;
  const bad = cluster.worsened ? (fault === true ? specs.length : Number(fault)) : 0;
  return specs.map((spec, i) => {
    const ready = (spec.ready ?? true) && i >= bad;
    return {
      metadata: meta(cluster, {
        kind: 'node',
        name: spec.name,
        labels: { 'kubernetes.io/hostname': spec.name, ...spec.labels },
      }),
      spec: { providerID: `aws:///${cluster.spec.region}a/${spec.name}` },
      status: { conditions: [condition(cluster, ready, ready ? 'KubeletReady' : 'NodeStatusUnknown')] },
    };
  });
}

export function daemonSetsOf(cluster: ClusterState) {
  return (cluster.settings.daemonSets ?? DEFAULT_DAEMON_SETS).map((spec) => {
    const { namespace, name, nodeSelector = {}, labels = {} } = spec;
    const desired = spec.desired ?? nodeSpecs(cluster).filter((node) => selects(nodeSelector, node)).length;
    const ready = cluster.faults.now.daemonSetNeverReady === true ? 0 : (spec.ready ?? desired);
    return {
      metadata: { ...meta(cluster, { kind: 'daemonset', namespace, name, labels }), generation: 1 },
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: { nodeSelector, containers: [{ name, image: `sandbox/${name}` }] },
        },
        updateStrategy: { type: 'RollingUpdate' },
      },
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: desired,
        currentNumberScheduled: desired,
        updatedNumberScheduled: spec.updated ?? desired,
        numberReady: ready,
        numberAvailable: ready,
        numberUnavailable: desired - ready,
        numberMisscheduled: 0,
      },
    };
  });
}

export function podsOf(cluster: ClusterState) {
  const nodes = nodeSpecs(cluster);
  return (cluster.settings.pods ?? DEFAULT_PODS).map((pod, i) => {
    const { namespace, name, labels = {}, phase = 'Running' } = pod;
    const running = phase === 'Running';
    const ready = pod.ready ?? running;
    const nodeName = phase === 'Pending' ? undefined : nodes[i % nodes.length]?.name;
    const state = running ? { running: { startedAt: time(cluster) } } : {};
    return {
      metadata: meta(cluster, { kind: 'pod', namespace, name, labels }),
      spec: {
        ...(nodeName === undefined ? {} : { nodeName }),
        containers: [{ name: 'main', image: 'sandbox/main' }],
      },
      status: {
        phase,
        ...(nodeName === undefined ? {} : { podIP: `10.1.${String(i >> 8)}.${String(i & 255)}` }),
        conditions: [condition(cluster, ready, '')],
        containerStatuses: [{ name: 'main', image: 'sandbox/main', ready, restartCount: 0, state }],
      },
    };
  });
}

function nodeSpecs(cluster: ClusterState): readonly SandboxNode[] {
  const { nodes = 3 } = cluster.settings;
  if (typeof nodes !== 'number') return nodes;
  const { region } = cluster.spec;
  return Array.from({ length: nodes }, (_, i) => ({
    name: `ip-10-0-${i >> 8}-${i & 255}.${region}.compute.internal`,
  }));
}

function selects(selector: Labels, node: SandboxNode): boolean {
  return Object.entries(selector).every(([key, value]) => node.labels?.[key] === value);
}

function condition(cluster: ClusterState, ready: boolean, reason: string) {
  const lastTransitionTime = time(cluster);
  return { type: 'Ready', status: ready ? 'True' : 'False', reason, lastTransitionTime };
}

function meta(cluster: ClusterState, of: { kind: string; namespace?: string; name: string; labels: Labels }) {
  const { kind, ...rest } = of;
  const uid = derivedUuid(`${cluster.arn} ${kind} ${of.namespace ?? ''}/${of.name}`);
  return {
    ...rest,
    uid,
    resourceVersion: cluster.configMaps.resourceVersion,
    creationTimestamp: time(cluster),
  };
}

function time(cluster: ClusterState): string {
  return cluster.createdAt.toISOString().replace(/\.\d+Z$/, 'Z');
}
