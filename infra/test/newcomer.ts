import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { awsCli } from '@roster/control-plane/programs';
import { functionKeys, startLocalAws } from '@roster/local-aws';
import {
  startSandbox,
  type Keys,
  type Sandbox,
  type SandboxCluster,
  type SandboxPrincipal,
  type TrustPolicy,
} from '@roster/sandbox';
import { functionName, IDENTITIES, workerRoleName } from '@roster/workflow/deployment';
import { mustRun, run, type Ran } from './command.ts';
import { homeEnv } from './rig.ts';

const REGION = 'eu-west-1';
const PREFIX = 'roster-dev';
const ROSTER_STORE = `dynamodb:${REGION}/${PREFIX}`;
const ACCOUNTS = { controlPlane: '900000000001', clusters: '444455556666' } as const;

/** Somebody with two accounts in an organisation, clusters in one of them, and nothing else. */
export interface Newcomer extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Home and working folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  roster(...args: readonly string[]): Promise<Ran>;
  /** Makes the sandbox judge these roles by the trust policies that stand in the account with the clusters. */
  takeMemberRoles(names: readonly string[]): Promise<void>;
  /** The trust policy of a role in the account of a profile, as IAM has it. Error where there is no such role. */
  trustOf(profile: 'default' | 'clusters', role: string): Promise<TrustPolicy>;
}

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const PROVISIONER = role(ACCOUNTS.clusters, 'Provisioner');
const GRANTED = `- rolearn: ${role(ACCOUNTS.clusters, 'Operators')}\n  username: operators\n  groups:\n    - operators\n`;

/** A cluster in which Roster is nobody yet; the one has the granted row already. */
const cluster = (name: string, more: Partial<SandboxCluster>): SandboxCluster => ({
  ...{ name, account: ACCOUNTS.clusters, region: REGION, rosterGroups: false, creator: PROVISIONER },
  ...more,
});
const CLUSTERS = [
  cluster('old', { authenticationMode: 'CONFIG_MAP', awsAuth: { mapRoles: GRANTED } }),
  cluster('new', {
    authenticationMode: 'API_AND_CONFIG_MAP',
    awsAuth: { mapRoles: '[]' },
    accessEntries: [{ principalArn: PROVISIONER, policies: ['AmazonEKSClusterAdminPolicy'] }],
  }),
];

/** Both accounts in a local AWS; the clusters of the one, and all of STS, in the sandbox. */
export async function newcomer(address: string): Promise<Newcomer> {
  const { controlPlane: account, clusters } = ACCOUNTS;
  const caller = `arn:aws:iam::${account}:user/founder`;
  const sandbox = await startSandbox({
    address,
    clusters: CLUSTERS,
    caller,
    dynamodb: false,
    principals: OTHERS,
  });
  const { AWS_ENDPOINT_URL_EKS = '', AWS_ENDPOINT_URL_STS = '' } = sandbox.env;
  const members = { AWS_ENDPOINT_URL_EKS, AWS_ENDPOINT_URL_STS };
  const aws = await startLocalAws({ account, region: REGION, keys: sandbox.caller, env: members });
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-newcomer-'));
  await writeCredentials(folder, { default: sandbox.caller, clusters: KEYS });
  const env = {
    ...homeEnv(folder),
    ...{ ...members, AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: REGION },
    ...{ AWS_EC2_METADATA_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: '1' },
  };
  const asked = async (profile: string, ...args: readonly string[]): Promise<unknown> => {
    const order = { args, cwd: folder, env: { ...env, AWS_PROFILE: profile } };
    return JSON.parse((await mustRun(await awsCli(), order)).stdout);
  };
  const organization = await asked('default', 'organizations', 'describe-organization');
  sandbox.setOrganization(
    (organization as { readonly Organization: { readonly Id: string } }).Organization.Id,
  );
  const trustOf = async (profile: string, name: string) => {
    const { Role } = (await asked(profile, 'iam', 'get-role', '--role-name', name)) as {
      readonly Role: { readonly AssumeRolePolicyDocument: TrustPolicy };
    };
    return Role.AssumeRolePolicyDocument;
  };
  return {
    ...{ sandbox, folder, env, trustOf },
    roster: (...args) => run('roster', { args, cwd: folder, env: { ...env, ROSTER_STORE } }),
    takeMemberRoles: async (names) => {
      for (const name of names) {
        const trustPolicy = await trustOf('clusters', name);
        sandbox.addPrincipal({ arn: role(clusters, name), trustPolicy });
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([aws.stop(), sandbox.stop()]);
      await rm(folder, { recursive: true, maxRetries: 10 });
    },
  };
}

/** What the local AWS takes for the keys of an account: its number. The sandbox is given whose they are. */
const KEYS: Keys = { accessKeyId: ACCOUNTS.clusters, secretAccessKey: 'of-the-clusters' };

/** Who else there is: whoever deploys in the account with the clusters, its administrator, the workers, and CDK's own roles. */
const OTHERS: readonly SandboxPrincipal[] = [
  { arn: `arn:aws:iam::${ACCOUNTS.clusters}:user/deployer`, ...KEYS },
  { arn: PROVISIONER },
  ...IDENTITIES.read
    .filter(({ machine }) => machine === 'plan')
    .map(({ machine, worker }) =>
      functionKeys({
        ...{ account: ACCOUNTS.controlPlane, region: REGION },
        name: functionName(PREFIX, machine, worker),
        role: workerRoleName(PREFIX, machine, worker, REGION),
      }),
    ),
  ...['deploy', 'file-publishing', 'image-publishing', 'lookup'].map((what) => ({
    arn: role(ACCOUNTS.controlPlane, `cdk-hnb659fds-${what}-role-${ACCOUNTS.controlPlane}-${REGION}`),
  })),
];

async function writeCredentials(home: string, profiles: Readonly<Record<string, Keys>>): Promise<void> {
  await mkdir(path.join(home, '.aws'));
  await mkdir(path.join(home, 'cache'));
  const sections = Object.entries(profiles).map(([name, { accessKeyId, secretAccessKey }]) =>
    [
      `[${name}]`,
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
      `region = ${REGION}`,
      '',
    ].join('\n'),
  );
  await writeFile(path.join(home, '.aws/credentials'), sections.join('\n'));
}
