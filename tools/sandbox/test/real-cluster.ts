import { readFile } from 'node:fs/promises';
import { startControlPlane, type ControlPlane, type RealCluster } from '@roster/control-plane';
import type { Binding, SandboxDaemonSet, SandboxNode, SandboxPod } from '../src/index.ts';

/** What the real cluster of a file of tests is to hold, for one test. */
export interface RealSetup {
  readonly awsAuth?: Readonly<Record<string, string>> | null;
  readonly nodes?: readonly SandboxNode[];
  readonly daemonSets?: readonly SandboxDaemonSet[];
  readonly pods?: readonly SandboxPod[];
  readonly bindings?: readonly Binding[];
}

export interface RealBed extends AsyncDisposable {
  readonly plane: ControlPlane;
  readonly cluster: RealCluster;
  /** Makes the cluster hold that, and nothing of the test before. */
  readonly reset: (setup: RealSetup) => Promise<void>;
}

interface Order {
  readonly name: { readonly name: string; readonly account: string; readonly region: string };
  readonly creator: string;
  readonly principals: readonly string[];
  readonly caller?: string;
}

/** One real cluster for a file of tests, with what infra/rbac gives Roster's two groups. */
export async function startRealBed({ name, creator, principals, caller }: Order): Promise<RealBed> {
  const plane = await startControlPlane({
    clusters: [{ ...name, creator }],
    principals: principals.map((arn) => ({ arn })),
    ...(caller === undefined ? {} : { caller }),
    dynamodb: false,
  });
  const [arn = ''] = plane.sandbox.clusterArns();
  const cluster = plane.cluster(arn);
  for (const file of ['read.yaml', 'write.yaml']) {
    await cluster.apply(await readFile(new URL(`../../../infra/rbac/${file}`, import.meta.url), 'utf8'));
  }
  return {
    plane,
    cluster,
    reset: async ({ awsAuth = null, nodes = [], daemonSets = [], pods = [], bindings = [] }) => {
      await cluster.setAwsAuth(awsAuth);
      await cluster.setNodes(nodes);
      await cluster.setDaemonSets(daemonSets);
      await cluster.setPods(pods);
      await setBindings(cluster, bindings);
    },
    [Symbol.asyncDispose]: () => plane.stop(),
  };
}

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const OURS = 'labelSelector=of%3Da-test';
const labels = { of: 'a-test' };

/** Roles and bindings that are named for their group or user, as the sandbox names them; those of before go. */
async function setBindings({ admin }: RealCluster, bindings: readonly Binding[]): Promise<void> {
  const namespaces = new Set(bindings.flatMap(({ namespace }) => namespace ?? []));
  for (const name of namespaces) await admin.request('POST', '/api/v1/namespaces', { metadata: { name } });
  const kinds = ['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'];
  for (const kind of kinds) {
    const { body } = await admin.request('GET', `${RBAC}/${kind}?${OURS}`);
    for (const { metadata } of (body as { items: { metadata: { name: string; namespace?: string } }[] })
      .items) {
      const place = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
      await admin.request('DELETE', `${RBAC}${place}/${kind}/${metadata.name}`);
    }
  }
  for (const binding of bindings) await bind(admin, binding);
}

async function bind(admin: RealCluster['admin'], binding: Binding): Promise<void> {
  const { group, user, namespace, verbs, resources, apiGroups = ['*'], resourceNames } = binding;
  const name = group ?? user ?? '';
  const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const [role, bound] = namespace === undefined ? ['ClusterRole', 'clusterrole'] : ['Role', 'role'];
  const make = async (kind: string, body: object) => {
    const answer = await admin.request('POST', `${RBAC}${place}/${kind}`, {
      metadata: { name, labels },
      ...body,
    });
    if (answer.status !== 201) throw new Error(`${kind} ${name} was answered ${JSON.stringify(answer)}`);
  };
  await make(`${bound}s`, {
    rules: [{ verbs, resources, apiGroups, ...(resourceNames && { resourceNames }) }],
  });
  await make(`${bound}bindings`, {
    roleRef: { kind: role, name, apiGroup: GROUP },
    subjects: [{ kind: group === undefined ? 'User' : 'Group', name, apiGroup: GROUP }],
  });
}
