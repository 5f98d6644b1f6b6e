import { clusterArn } from '@roster/access';
import { startSandbox, type Sandbox, type SandboxCluster, type SandboxOptions } from '@roster/sandbox';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const READ = role('RosterRead');
export const OPS = role('Ops');
export const DEV = role('Dev');

export const arnOf = (name: string) => clusterArn({ name, account: ACCOUNT, region: REGION });

const row = (name: string, username: string, group: string) =>
  `- rolearn: ${role(name)}\n  username: ${username}\n  groups:\n    - ${group}\n`;

/** Roster's own rows and the nodes'. */
export const BASE =
  row('Nodes', '"system:node:{{EC2PrivateDNSName}}"', 'system:nodes') +
  row('RosterRead', 'roster-read', 'roster:read') +
  row('RosterWrite', 'roster-write', 'roster:write');
export const OPS_ROW = row('Ops', 'ops', 'operators');

/** Somebody else's part: comments, both quotings, a field that Roster does not know, and Windows line ends. */
export const FOREIGN = [
  '# asked for by Alice, do not remove',
  "- rolearn: 'arn:aws:iam::111122223333:role/CiDeploy'   # the pipeline",
  '  username: "ci:{{SessionName}}"',
  '  userid: AROAEXAMPLE',
  '  groups: [ "deployers" ]',
  '',
].join('\r\n');

/** Clusters of one account, in one Region, with Roster's roles. */
export function startClusters(
  clusters: readonly ({ readonly name: string } & Partial<SandboxCluster>)[],
  {
    dynamodb = false,
    principals = [],
    ...more
  }: Pick<SandboxOptions, 'dynamodb' | 'now' | 'wait' | 'principals'> = {},
): Promise<Sandbox> {
  return startSandbox({
    caller: `arn:aws:iam::${ACCOUNT}:user/ann`,
    principals: [{ arn: READ }, { arn: role('RosterWrite') }, ...principals],
    clusters: clusters.map((cluster) => ({
      ...{ account: ACCOUNT, region: REGION, awsAuth: { mapRoles: BASE }, tags: { env: 'prod' } },
      ...cluster,
    })),
    dynamodb,
    ...more,
  });
}

/** A clusters file as `roster discover` writes it. */
export const clustersFile = (...names: readonly string[]) =>
  `apiVersion: roster/v1\nclusters:\n${names
    .map(
      (name) =>
        `  - { name: ${name}, account: "${ACCOUNT}", region: ${REGION}, labels: { env: prod },\n` +
        `      checks: { daemonSets: [{ namespace: kube-system, name: aws-node }] } }\n`,
    )
    .join('')}`;

const grant = (name: string, principal: string, group: string) => `
  - name: ${name}
    principals: [{ arn: ${principal} }]
    username: ${name}
    groups: [${group}]
    clusters: { matchLabels: { env: prod } }
`;
export const OPS_GRANT = grant('ops', OPS, 'operators');
export const DEV_GRANT = grant('dev', DEV, 'developers');

/** The grants, and the roles to come in with. */
export const grantsFile = (...grants: readonly string[]) => `apiVersion: roster/v1
defaults:
  roles:
    read: arn:{partition}:iam::{account}:role/RosterRead
    write: arn:{partition}:iam::{account}:role/RosterWrite
grants:${grants.length === 0 ? ' []\n' : grants.join('')}`;
