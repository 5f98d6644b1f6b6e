import { clusterArn, partitionOfRegion } from '@roster/access';
import type { Sandbox, SandboxOptions } from '@roster/sandbox';
import { expect } from 'vitest';
import { call } from '../../../../tools/sandbox/test/kubernetes-client.ts';
import { presign, tokenOf, type TokenOrder } from '../../../../tools/sandbox/test/mint-token.ts';
import { unusedSeconds } from '../../../../tools/sandbox/test/http/unused-seconds.ts';

/** A cluster that tokens are shown to, and the AWS behind it. */
export interface TokenWorld extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly connection: { readonly endpoint: string; readonly ca: string };
  /** Why the token that was refused last was, as its authenticator says; `before`: how many were refused before. */
  readonly refusal: (before: number) => Promise<string>;
  readonly refusals: () => number;
}

/** Starts the one cluster of the options, which are the sandbox's and the control plane's alike. */
export type StartWorld = (options: SandboxOptions) => Promise<TokenWorld>;

/** Where a cluster is. */
export interface Place {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

export const PLACE: Place = { name: 'payments-prod', account: '111122223333', region: 'eu-west-1' };

export interface Verdict {
  readonly status: number;
  readonly username?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** What a test of the suite works with. */
export interface TokenRig {
  readonly world: TokenWorld;
  readonly place: Place;
  readonly arn: string;
  readonly role: string;
  readonly user: string;
  readonly stranger: string;
  /** SelfSubjectReview with that token. */
  readonly judge: (token: string) => Promise<Verdict>;
  /** Why that token is refused; the test fails where it is not. */
  readonly refusal: (token: string) => Promise<string>;
  /** The role's order of a token in a second that it has not signed in before, with changes. */
  readonly order: (change?: Partial<TokenOrder>) => TokenOrder;
  /** A token as AWS's own signer makes it. */
  readonly signed: (change?: Partial<TokenOrder>) => Promise<string>;
  /** Such a token with one query parameter set to something else afterwards. */
  readonly altered: (name: string, value: string) => Promise<string>;
}

/** Starts a cluster there, whose rows let a role and a user in, and nobody else. */
export async function startRig(start: StartWorld, place: Place = PLACE): Promise<TokenRig & AsyncDisposable> {
  const iam = `arn:${partitionOfRegion(place.region)}:iam::${place.account}`;
  const [role, user, stranger] = [`${iam}:role/Admin`, `${iam}:user/people/vera`, `${iam}:role/Stranger`];
  const awsAuth = {
    mapRoles: `- rolearn: ${role}\n  username: admin\n  groups: [system:masters]\n`,
    mapUsers: `- userarn: ${user}\n  username: vera\n`,
  };
  const principals = [role, user, stranger].map((arn) => ({ arn }));
  const world = await start({ clusters: [{ ...place, awsAuth }], principals, dynamodb: false });
  const next = unusedSeconds();
  const order = (change: Partial<TokenOrder> = {}): TokenOrder => {
    const keys = change.keys ?? world.sandbox.credentialsOf(role);
    return { keys, cluster: place.name, region: place.region, signedAt: next(keys.accessKeyId), ...change };
  };
  return {
    ...{ world, place, arn: clusterArn(place), role, user, stranger, order },
    judge: (token) => judge(world, token),
    refusal: async (token) => {
      const before = world.refusals();
      expect((await judge(world, token)).status).toBe(401);
      const reason = await world.refusal(before);
      if (token.length > 100) expect(reason).not.toContain(token.slice(11));
      return reason;
    },
    signed: async (change) => tokenOf(await presign(order(change))),
    altered: async (name, value) => {
      const url = await presign(order());
      url.searchParams.set(name, value);
      return tokenOf(url);
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

async function judge({ connection }: TokenWorld, token: string): Promise<Verdict> {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const { status, body } = await call(connection, { path, method: 'POST', body: {}, token });
  const { userInfo } = (body as { status?: { userInfo?: Omit<Verdict, 'status'> } }).status ?? {};
  return { status, ...userInfo };
}
