import { Fault } from '@roster/workflow';
import type { Cloud, CloudTarget, Described, Token, TokenRequest } from '../ports/index.ts';
import type { FakeCluster } from './fake-cluster.ts';
import type { FakeWorld } from './fake-world.ts';

/** A token is accepted for so long after it was signed, and reported as expired a minute earlier (facts.md). */
export const TOKEN_LIFE_MS = 15 * 60_000;
const REPORTED_LIFE_MS = 14 * 60_000;

/** What a fake token says, in the clear: it is no secret. */
export interface FakeTokenText {
  readonly principal: string;
  readonly tokenId: string;
  /** Whole seconds: tokens signed by one key in the same second are one. */
  readonly signedAt: number;
}

/** The port Cloud over a fake world. */
export function fakeCloud(world: FakeWorld): Cloud {
  return {
    describe: (target) => {
      const cluster = world.cluster(target.cluster.arn);
      return cluster.around('describe', () => describe(cluster, visitor(world, target)));
    },
    accessEntries: (target) => {
      const cluster = world.cluster(target.cluster.arn);
      return cluster.around('accessEntries', () => entries(cluster, visitor(world, target)));
    },
    principal: (target) => Promise.resolve(target.cluster.roles[target.as] ?? world.caller),
    token: (request) => {
      const cluster = world.cluster(request.cluster.arn);
      return cluster.around('token', () => token(request, visitor(world, request)));
    },
  };
}

/** The principal that a target is visited as. */
export function visitor(world: FakeWorld, { cluster, as }: CloudTarget): string {
  const role = cluster.roles[as];
  if (role !== undefined && world.untrusted.has(role)) {
    throw new Fault('DeniedFault', `${cluster.arn}: may not assume ${role}`);
  }
  return role ?? world.caller;
}

/** EKS knows the clusters of the account that asks, and no others. */
export function isGone(cluster: FakeCluster, principal: string): boolean {
  return cluster.status === 'absent' || isOfOtherAccount(cluster, principal);
}

const isOfOtherAccount = (cluster: FakeCluster, principal: string): boolean =>
  cluster.arn.split(':')[4] !== principal.split(':')[4];

function describe(cluster: FakeCluster, principal: string): Described {
  const { arn, status } = cluster;
  if (isOfOtherAccount(cluster, principal)) {
    const message = `${arn}: ${principal} does not belong to its account; give the cluster its roles`;
    return { kind: 'denied', reason: 'otherAccount', message };
  }
  if (isGone(cluster, principal)) {
    const message = `${arn}: its account has no cluster ${nameOf(cluster)}`;
    return { kind: 'unreachable', reason: 'gone', message };
  }
  if (status !== 'ACTIVE' && status !== 'UPDATING') {
    return { kind: 'unreachable', reason: 'notActive', message: `${arn}: its status is ${status}` };
  }
  const facts = {
    endpoint: `https://${nameOf(cluster)}.fake`,
    certificateAuthority: Buffer.from(`CA of ${cluster.arn}`).toString('base64'),
    authenticationMode: cluster.authenticationMode,
    endpointAccess: cluster.endpointAccess,
    tokenId: nameOf(cluster),
  };
  return { kind: 'active', facts };
}

function entries(cluster: FakeCluster, principal: string): readonly string[] {
  if (isGone(cluster, principal)) throw new Fault('NotFoundFault', `${cluster.arn}: no such cluster`);
  if (cluster.authenticationMode === 'CONFIG_MAP') {
    throw new Fault('BadInputFault', `${cluster.arn}: has no access entries in mode CONFIG_MAP`);
  }
  return cluster.accessEntries.map((entry) => entry.principalArn);
}

function token({ tokenId, signedAt }: TokenRequest, principal: string): Token {
  const seconds = Math.floor(signedAt.getTime() / 1000);
  const text: FakeTokenText = { principal, tokenId, signedAt: seconds };
  return {
    reveal: () => `fake.${Buffer.from(JSON.stringify(text)).toString('base64url')}`,
    signedAt: new Date(seconds * 1000),
    expiresAt: new Date(seconds * 1000 + REPORTED_LIFE_MS),
  };
}

/** The name of a cluster: the last part of its ARN. */
export function nameOf(cluster: FakeCluster): string {
  return cluster.arn.slice(cluster.arn.lastIndexOf('/') + 1);
}
