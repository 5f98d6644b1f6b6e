import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { functionKeys, startLocalAws, type LocalAws } from '@roster/local-aws';
import { startSandbox, type Sandbox, type SandboxPrincipal } from '@roster/sandbox';
import { functionName, IDENTITIES, workerRoleName } from '@roster/workflow/deployment';
import type { Stage } from '../src/stage.ts';
import { run, type Ran } from './command.ts';
import { memberRoles, testFleet, type TestFleet } from './fleet.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const PREFIX = 'roster';

/** An organisation: the account of the control plane in a local AWS, and the member accounts in the sandbox. */
export interface Rig extends AsyncDisposable {
  readonly fleet: TestFleet;
  readonly sandbox: Sandbox;
  readonly aws: LocalAws;
  readonly authorisation: boolean;
  /** Where the fleet file lies, as `fleet.yaml`. */
  readonly folder: string;
  /** An operator's environment: AWS is the local one, clusters and their accounts are the sandbox's. */
  readonly env: Readonly<Record<string, string>>;
  /** The `roster` command, with the tables of the deployment as its store. */
  roster(...args: readonly string[]): Promise<Ran>;
}

interface Given {
  readonly clusters: number;
  readonly authorisation?: boolean;
  /** Of the stage whose workers the member roles trust. */
  readonly prefix?: string;
  /** The sandbox's address: one a rig, so that two can stand at once. */
  readonly address: string;
}

const PLACE = { account: '900000000001', region: 'eu-west-1' };
/** Who pushes, holds, and runs from a laptop in these tests; an administrator of the account. */
export const OPERATOR = `arn:aws:iam::${PLACE.account}:user/operator`;

/** A stage that writes, whose tables the operator may write too. */
export const WRITING_STAGE = {
  prefix: PREFIX,
  organization: 'o-a1b2c3d4e5',
  limits: { protected: [], trustedAccounts: [], overridable: [] },
  catalogWriters: [OPERATOR],
  journalWriters: [OPERATOR],
} as const satisfies Stage;

/** Starts both, and tells the sandbox which worker signs with which keys. Nothing is deployed yet. */
export async function startRig(given: Given): Promise<Rig> {
  const { clusters, authorisation = false, prefix = PREFIX, address } = given;
  const fleet = testFleet(clusters);
  const sandbox = await startSandbox({
    address,
    clusters: fleet.clusters,
    principals: [{ arn: OPERATOR }, ...workersOf(fleet, prefix)],
    caller: OPERATOR,
    dynamodb: false,
  });
  const { AWS_ENDPOINT_URL_EKS: eks = '', AWS_ENDPOINT_URL_STS: sts = '' } = sandbox.env;
  const members = { AWS_ENDPOINT_URL_EKS: eks, AWS_ENDPOINT_URL_STS: sts };
  const aws = await startLocalAws({ ...PLACE, keys: sandbox.caller, authorisation, env: members });
  const home = await makeHome(fleet);
  const { folder } = home;
  const env = {
    ...homeEnv(folder),
    ...aws.env,
    ...members,
    ROSTER_STORE: `dynamodb:${PLACE.region}/${prefix}`,
  };
  return {
    ...{ fleet, sandbox, aws, authorisation, folder, env },
    roster: (...args) => run('roster', { args, cwd: folder, env }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([aws.stop(), sandbox.stop()]);
      await home[Symbol.asyncDispose]();
    },
  };
}

/** The workers that take an identity, and the member roles, which trust them and the operator as the template says. */
function workersOf(fleet: TestFleet, prefix: string): readonly SandboxPrincipal[] {
  const keysOf = (one: (typeof IDENTITIES)[keyof typeof IDENTITIES][number]) => {
    const name = functionName(prefix, one.machine, one.worker);
    return functionKeys({
      ...PLACE,
      name,
      role: workerRoleName(prefix, one.machine, one.worker, PLACE.region),
    });
  };
  const [read, write] = [IDENTITIES.read.map(keysOf), IDENTITIES.write.map(keysOf)];
  const trust = (workers: readonly SandboxPrincipal[]) => [OPERATOR, ...workers.map(({ arn }) => arn)];
  return [...read, ...write, ...memberRoles(fleet, { read: trust(read), write: trust(write) })];
}

/** A folder that is home and working folder, with the fleet file; it goes with its user. */
export async function makeHome(fleet: TestFleet): Promise<Home> {
  const folder = await mkdtemp(path.join(tmpdir(), 'roster-operator-'));
  await mkdir(path.join(folder, 'cache'));
  await writeFile(path.join(folder, 'fleet.yaml'), fleet.file);
  const remove = () => rm(folder, { recursive: true, maxRetries: 10 });
  return { folder, [Symbol.asyncDispose]: remove };
}

interface Home extends AsyncDisposable {
  readonly folder: string;
}

/** What a command needs of the machine, and nothing of whoever runs the test. */
export const homeEnv = (folder: string): Record<string, string> => ({
  PATH: `${path.join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  HOME: folder,
  XDG_STATE_HOME: path.join(folder, 'state'),
  XDG_CACHE_HOME: path.join(folder, 'cache'),
});
