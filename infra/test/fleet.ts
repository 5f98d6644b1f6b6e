import { clusterArn } from '@roster/access';
import { makeFleet, type SandboxCluster, type SandboxPrincipal } from '@roster/sandbox';

/** What differs from a cluster that has everything but the granted row. */
type Plant = (cluster: SandboxCluster) => Partial<SandboxCluster>;

const rowsOf = ({ awsAuth }: SandboxCluster) => awsAuth?.['mapRoles'] ?? '';
const role = ({ account }: SandboxCluster, name: string) => `arn:aws:iam::${account}:role/${name}`;
const granted = (cluster: SandboxCluster) =>
  `- rolearn: ${role(cluster, 'Operators')}\n  username: operators\n  groups:\n    - operators\n`;
const ownEntries = (cluster: SandboxCluster) => [
  { principalArn: role(cluster, 'RosterRead'), username: 'roster-read', groups: ['roster:read'] },
  { principalArn: role(cluster, 'RosterWrite'), username: 'roster-write', groups: ['roster:write'] },
];

/** Every condition of a cluster; each outcome of a run is that of one of them at least. */
const CONDITIONS: readonly Plant[] = [
  () => ({}),
  (cluster) => ({ awsAuth: { mapRoles: rowsOf(cluster) + granted(cluster) } }),
  (cluster) => ({
    awsAuth: { mapRoles: rowsOf(cluster) + granted(cluster).replace('- operators\n', '- viewers\n') },
  }),
  (cluster) => ({
    awsAuth: null,
    authenticationMode: 'API_AND_CONFIG_MAP',
    accessEntries: ownEntries(cluster),
  }),
  (cluster) => ({ awsAuth: { mapRoles: rowsOf(cluster), mapUsers: '- userarn: x\n username: y\n' } }),
  (cluster) => ({ awsAuth: null, authenticationMode: 'API', accessEntries: ownEntries(cluster) }),
  (cluster) => ({
    awsAuth: { mapRoles: rowsOf(cluster) + granted(cluster) },
    authenticationMode: 'API_AND_CONFIG_MAP',
    accessEntries: [{ principalArn: role(cluster, 'Operators'), groups: ['viewers'] }],
  }),
  () => ({ faults: { unreachable: true } }),
  () => ({ faults: { expiredCertificate: true } }),
  () => ({ faults: { throttled: 1000 } }),
  () => ({ faults: { serverErrors: 1000 } }),
  () => ({ faults: { unauthorized: true } }),
  () => ({ faults: { forbidden: true } }),
  () => ({ faults: { describe: 'denied' } }),
  () => ({ faults: { describe: 'notFound' } }),
  () => ({ status: 'CREATING' }),
  () => ({ faults: { conflicts: 1 } }),
  () => ({ faults: { daemonSetNeverReady: true } }),
  () => ({ faults: { nodesNotReadyAfterWrite: true } }),
  () => ({ faults: { identityRefusedAfterWrite: true } }),
];

export interface TestFleet {
  readonly clusters: readonly SandboxCluster[];
  readonly arns: readonly string[];
  readonly accounts: readonly string[];
  /** What `roster catalog push` takes. */
  readonly file: string;
}

/** So many clusters, in every condition, the same at every call. */
export function testFleet(size: number): TestFleet {
  const made = makeFleet({ clusters: size, accounts: 4, regions: ['eu-west-1', 'us-east-1'] });
  const clusters = made.clusters.map((cluster, index) => ({
    ...cluster,
    ...CONDITIONS[index % CONDITIONS.length]?.(cluster),
  }));
  const accounts = [...new Set(clusters.map(({ account }) => account))];
  return { clusters, accounts, arns: clusters.map(clusterArn), file: fleetFile(clusters) };
}

export interface Trust {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** The member roles of each account, which trust these principals alone. */
export function memberRoles({ accounts }: TestFleet, { read, write }: Trust): readonly SandboxPrincipal[] {
  return accounts.flatMap((account) => [
    { arn: `arn:aws:iam::${account}:role/RosterRead`, trusts: read },
    { arn: `arn:aws:iam::${account}:role/RosterWrite`, trusts: write },
  ]);
}

function fleetFile(clusters: readonly SandboxCluster[]): string {
  const lines = clusters.map(
    ({ name, account, region }) =>
      `  - { name: ${name}, account: "${account}", region: ${region}, checks: { daemonSets: [{ namespace: kube-system, name: aws-node }] } }`,
  );
  return `apiVersion: roster/v1
defaults:
  roles:
    read: arn:{partition}:iam::{account}:role/RosterRead
    write: arn:{partition}:iam::{account}:role/RosterWrite
rollout:
  waves: [{ name: canary, clusters: { regions: [us-east-1] } }]
  failureBudget: 90%
clusters:
${lines.join('\n')}
grants:
  - name: operators
    principals: [{ roleName: Operators }]
    username: operators
    groups: [operators]
    clusters: {}
`;
}
