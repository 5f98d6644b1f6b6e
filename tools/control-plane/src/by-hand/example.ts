import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RealCluster } from '../cluster/real-cluster.ts';
import type { ControlPlaneCluster, ControlPlaneOptions } from '../options.ts';

const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
const RBAC = path.resolve(import.meta.dirname, '../../../../infra/rbac');
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** Roster's two roles have their rows; that of the operators is for the first apply to add. */
const ROWS = [
  ['Nodes', '"system:node:{{EC2PrivateDNSName}}"', 'system:nodes'],
  ['RosterRead', 'roster-read', 'roster:read'],
  ['RosterWrite', 'roster-write', 'roster:write'],
]
  .map(([name = '', username = '', group = '']) => {
    return `- rolearn: ${role(name)}\n  username: ${username}\n  groups:\n    - ${group}\n`;
  })
  .join('');

/** Who gets in once Roster has applied the fleet file. */
export const OPERATOR = role('Operators');
const GROUP = 'operators';

/** A fleet to try Roster on: so many clusters, Roster's roles, and operators who are not let in yet. */
export function exampleFleet(clusters: number): ControlPlaneOptions {
  const names = Array.from({ length: clusters }, (_, i) => `cluster-${i + 1}`);
  return {
    caller: `arn:aws:iam::${ACCOUNT}:user/you`,
    principals: [role('RosterRead'), role('RosterWrite'), OPERATOR].map((arn) => ({ arn })),
    clusters: names.map((name) => ({ name, account: ACCOUNT, region: REGION, awsAuth: { mapRoles: ROWS } })),
  };
}

/** The fleet file of these clusters. */
export function fleetFile(clusters: readonly ControlPlaneCluster[]): string {
  const line = ({ name, account, region }: ControlPlaneCluster) =>
    `  - { name: ${name}, account: "${account}", region: ${region}, labels: { env: prod } }\n`;
  return `apiVersion: roster/v1
defaults:
  roles:
    read: arn:{partition}:iam::{account}:role/RosterRead
    write: arn:{partition}:iam::{account}:role/RosterWrite
clusters:
${clusters.map(line).join('')}grants:
  - name: operators
    principals: [{ arn: ${OPERATOR} }]
    username: operator
    groups: [${GROUP}]
    clusters: { matchLabels: { env: prod } }
`;
}

/** Nodes, what runs on them, the RBAC of Roster's identities as it is shipped, and what the operators may do. */
export async function furnish(cluster: RealCluster): Promise<void> {
  for (const identity of ['read', 'write']) {
    await cluster.apply(await readFile(path.join(RBAC, `${identity}.yaml`), 'utf8'));
  }
  await cluster.apply(OPERATORS);
  await cluster.setNodes(['a', 'b', 'c'].map((end) => ({ name: `node-${end}` })));
  await cluster.setDaemonSets([{ namespace: 'kube-system', name: 'aws-node' }]);
  await cluster.setPods(['a', 'b'].map((end) => ({ namespace: 'kube-system', name: `coredns-${end}` })));
}

// Of Kubernetes' own roles, `view` and `edit` are empty here: a controller would fill them.
const OPERATORS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${GROUP} }
rules: [{ apiGroups: ['', apps], resources: ['*'], verbs: [get, list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${GROUP} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${GROUP} }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: ${GROUP} }]
`;
