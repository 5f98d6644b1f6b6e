import {
  startControlPlane,
  type ControlPlane,
  type ControlPlaneCluster,
  type ControlPlaneOptions,
  type RealCluster,
} from '@roster/control-plane';
import { request } from 'node:https';
import { ACCOUNT, arnOf, BASE, DEV, OPS, READ, REGION } from './fleet.ts';
import type { User } from './harness.ts';
import { rbacOf } from '../src/bootstrap/rbac-files.ts';

export const WRITE = READ.replace('RosterRead', 'RosterWrite');

/** What people of these clusters may do, which is none of Roster's business: operators list nodes. */
export const OPERATORS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: operators }
rules: [{ apiGroups: [''], resources: [nodes], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: operators }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operators }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: operators }]
`;

/** Every cluster's nodes. */
export const NODES = ['a', 'b', 'c'].map((name) => ({ name }));

/** Roster's two identities as access entries, for where aws-auth is missing. */
export const ENTRIES = [
  { principalArn: READ, username: 'roster-read', groups: ['roster:read'] },
  { principalArn: WRITE, username: 'roster-write', groups: ['roster:write'] },
];

/** Real clusters of one account, with the RBAC of infra/rbac, three nodes, a daemonset and two pods each. */
export async function startRealClusters(
  clusters: readonly ({ readonly name: string } & Partial<ControlPlaneCluster>)[],
  options: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const place = { account: ACCOUNT, region: REGION, awsAuth: { mapRoles: BASE }, tags: { env: 'prod' } };
  const controlPlane = await startControlPlane({
    caller: `arn:aws:iam::${ACCOUNT}:user/ann`,
    principals: [READ, WRITE, OPS, DEV].map((arn) => ({ arn })),
    clusters: clusters.map((cluster) => ({ ...place, ...cluster })),
    dynamodb: false,
    ...options,
  });
  await Promise.all(clusters.map(({ name }) => furnish(controlPlane.cluster(arnOf(name)))));
  return controlPlane;
}

async function furnish(cluster: RealCluster): Promise<void> {
  await cluster.apply(await rbacOf('read'));
  await cluster.apply(await rbacOf('write'));
  await cluster.apply(OPERATORS);
  await cluster.setNodes(NODES);
  await cluster.setDaemonSets([{ namespace: 'kube-system', name: 'aws-node' }]);
  await cluster.setPods(['x', 'y'].map((end) => ({ namespace: 'default', name: `batch-${end}` })));
}

/** A clusters file in which each cluster has a check of every kind. */
export const checkedClusters = (...names: readonly string[]) =>
  `apiVersion: roster/v1\nclusters:\n${names.map(checkedCluster).join('')}`;

const checkedCluster = (name: string) => `
  - name: ${name}
    account: "${ACCOUNT}"
    region: ${REGION}
    labels: { env: prod }
    checks:
      daemonSets: [{ namespace: kube-system, name: aws-node }]
      pods: [{ namespace: default, namePrefix: batch, min: 2 }]
      access: [{ group: operators, verb: list, resource: nodes }]
`;

/** A token for that role, by `roster token`. */
export async function tokenFor(ann: User, cluster: string, role: string): Promise<string> {
  const { stdout } = await ann.run('token', '--cluster', cluster, '--region', REGION, '--role', role);
  return (JSON.parse(stdout) as { readonly status: { readonly token: string } }).status.token;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** One request with a token, by nothing of ours. */
export function ask(
  { endpoint, ca }: RealCluster,
  token: string,
  asked: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(endpoint + asked.path, { ca, method: asked.method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as unknown }));
    });
    sent.on('error', reject).end(asked.body === undefined ? '' : JSON.stringify(asked.body));
  });
}

/** SelfSubjectReview: who the API server takes the bearer of this token for. */
export const whoIs = (cluster: RealCluster, token: string) =>
  ask(cluster, token, {
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  });

/** The resourceVersion of aws-auth: it moves with every write. */
export async function versionOf({ admin }: RealCluster): Promise<string> {
  const { body } = await admin.request('GET', '/api/v1/namespaces/kube-system/configmaps/aws-auth');
  return (body as { readonly metadata: { readonly resourceVersion: string } }).metadata.resourceVersion;
}
