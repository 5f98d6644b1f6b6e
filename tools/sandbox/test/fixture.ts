import {
  startSandbox,
  type ClusterDoor,
  type Keys,
  type Sandbox,
  type SandboxCluster,
  type SandboxOptions,
} from '../src/index.ts';
import { call, connectionOf, type Call, type Reply } from './kubernetes-client.ts';
import { mintToken, type TokenOrder } from './mint-token.ts';

export const ACCOUNT = '111122223333';
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/Admin`;
export const VIEWER = `arn:aws:iam::${ACCOUNT}:user/people/vera`;
export const CLUSTER = { name: 'payments-prod', account: ACCOUNT, region: 'eu-west-1' };
export const AWS_AUTH = '/api/v1/namespaces/kube-system/configmaps/aws-auth';
export const WHO_AM_I = {
  path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  method: 'POST',
  body: {},
} as const;

export const row = (arn: string, username: string, ...groups: string[]): string =>
  `- rolearn: ${arn}\n  username: ${username}\n  groups:\n${groups.map((group) => `  - ${group}\n`).join('')}`;

/** A document by which the role Admin is a master. */
export const LETS_ADMIN_IN = { mapRoles: row(ADMIN, 'admin', 'system:masters') };

/** A clock that stands until it is moved. */
export class Clock {
  private ms = Date.now();
  readonly now = (): Date => new Date(this.ms);
  forward(seconds: number): void {
    this.ms += seconds * 1000;
  }
}

/** One cluster in a sandbox of its own, and how to call it. */
export interface Fixture extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly door: ClusterDoor;
  readonly clock: Clock;
  /** A token of Admin's, or as ordered, signed at the clock's time. */
  token(order?: Partial<TokenOrder>): Promise<string>;
  /** A call to the cluster, with Admin's token unless another is given. */
  send(order: Call): Promise<Reply>;
  keysOf(arn: string): Keys;
}

/** Admin (who gets in by a row) and Vera, a user without any. */
export async function startFixture(
  cluster: Partial<SandboxCluster> = {},
  options: SandboxOptions = {},
): Promise<Fixture> {
  const clock = new Clock();
  const sandbox = await startSandbox({
    now: clock.now,
    dynamodb: false,
    ...options,
    clusters: [{ ...CLUSTER, awsAuth: LETS_ADMIN_IN, ...cluster }],
    principals: [{ arn: ADMIN }, { arn: VIEWER }, ...(options.principals ?? [])],
  });
  const [arn] = sandbox.clusterArns();
  const place = { ...CLUSTER, ...cluster };
  const keysOf = (principal: string) => sandbox.credentialsOf(principal);
  const token = (order: Partial<TokenOrder> = {}) =>
    mintToken({
      keys: sandbox.caller,
      cluster: place.name,
      region: place.region,
      signedAt: clock.now(),
      ...order,
    });
  return {
    ...{ sandbox, clock, token, keysOf, door: sandbox.cluster(arn!) },
    send: async (order) => call(await connectionOf(sandbox, place), { token: await token(), ...order }),
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
}
