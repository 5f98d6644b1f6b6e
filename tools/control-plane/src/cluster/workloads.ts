import type { SandboxDaemonSet, SandboxNode, SandboxPod } from '@roster/sandbox';
import type { Admin } from './admin.ts';

/** An object of the API, and what its status subresource is to say. */
interface Made {
  /** The path of its collection. */
  readonly in: string;
  readonly name: string;
  readonly object: object;
  readonly status: object;
}

// No kubelet and no controller runs here: objects are made, and what those would report is patched in.
export async function setNodes(admin: Admin, nodes: readonly SandboxNode[]): Promise<void> {
  const made = nodes.map(({ name, labels = {}, ready = true }) => {
    const object = { metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } } };
    const reason = ready ? 'KubeletReady' : 'NodeStatusUnknown';
    return { in: '/api/v1/nodes', name, object, status: { conditions: [condition(ready, reason)] } };
  });
  await replaceAll(admin, '/api/v1/nodes', made);
}

export async function setDaemonSets(admin: Admin, sets: readonly SandboxDaemonSet[]): Promise<void> {
  const nodes = (await admin.demand('GET', '/api/v1/nodes')) as List;
  const made = sets.map((set): Made => {
    const { namespace, name, labels = {}, nodeSelector = {} } = set;
    const selected = nodes.items.filter(({ metadata }) => selects(nodeSelector, metadata.labels ?? {}));
    const desired = set.desired ?? selected.length;
    const { ready = desired, updated = desired } = set;
    const template = {
      metadata: { labels: { app: name } },
      spec: { nodeSelector, containers: [{ name: 'main', image: `control-plane/${name}` }] },
    };
    return {
      ...{ in: `/apis/apps/v1/namespaces/${namespace}/daemonsets`, name },
      object: { metadata: { name, labels }, spec: { selector: { matchLabels: { app: name } }, template } },
      status: {
        ...{ observedGeneration: 1, desiredNumberScheduled: desired, currentNumberScheduled: desired },
        ...{ updatedNumberScheduled: updated, numberReady: ready, numberAvailable: ready },
        ...{ numberUnavailable: desired - ready, numberMisscheduled: 0 },
      },
    };
  });
  await replaceAll(admin, '/apis/apps/v1/daemonsets', made);
}

export async function setPods(admin: Admin, pods: readonly SandboxPod[]): Promise<void> {
  const made = pods.map((pod): Made => {
    const { namespace, name, labels = {}, phase = 'Running' } = pod;
    const ready = pod.ready ?? phase === 'Running';
    const container = { name: 'main', image: 'control-plane/main' };
    const state = phase === 'Running' ? { running: {} } : {};
    const seen = { ...container, imageID: '', ready, restartCount: 0, state };
    return {
      ...{ in: `/api/v1/namespaces/${namespace}/pods`, name },
      object: { metadata: { name, labels }, spec: { containers: [container] } },
      status: { phase, conditions: [condition(ready, '')], containerStatuses: [seen] },
    };
  });
  await replaceAll(admin, '/api/v1/pods', made);
}

interface List {
  readonly items: readonly {
    readonly metadata: {
      readonly name: string;
      readonly namespace?: string;
      readonly labels?: Readonly<Record<string, string>>;
    };
  }[];
}

async function replaceAll(admin: Admin, every: string, made: readonly Made[]): Promise<void> {
  const { items } = (await admin.demand('GET', every)) as List;
  const old = new Set(items.map(({ metadata }) => metadata.namespace));
  for (const namespace of old) {
    const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
    const collection = every.replace(/\/([a-z]+)$/, `${place}/$1`);
    await admin.demand('DELETE', collection, { gracePeriodSeconds: 0, propagationPolicy: 'Background' });
  }
  const namespaces = new Set(made.flatMap((one) => /\/namespaces\/([^/]+)\//.exec(one.in)?.[1] ?? []));
  for (const name of namespaces) await makeNamespace(admin, name);
  await sideBySide(made, async ({ in: place, name, object, status }) => {
    await admin.demand('POST', place, object);
    await admin.demand('PATCH', `${place}/${name}/status`, { status }, 'application/merge-patch+json');
  });
}

const AT_ONCE = 16;

async function sideBySide<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function makeNamespace(admin: Admin, name: string): Promise<void> {
  const { status } = await admin.request('POST', '/api/v1/namespaces', { metadata: { name } });
  if (status !== 201 && status !== 409) throw new Error(`the namespace ${name} could not be made: ${status}`);
}

function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>) {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function condition(ready: boolean, reason: string) {
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return { type: 'Ready', status: ready ? 'True' : 'False', reason, lastTransitionTime: now };
}
