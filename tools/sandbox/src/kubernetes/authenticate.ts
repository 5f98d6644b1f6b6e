import { canonicalPrincipal } from '@roster/access';
import type { ClusterState } from '../cluster/cluster-state.ts';
import { SignatureError } from '../signature/signature-error.ts';
import { verifyForSts, type StsService } from '../sts/endpoint.ts';
import { idParts, type HeldKey } from '../sts/principals.ts';
import { mapCaller, NotMappedError } from './map-caller.ts';
import { unauthorized } from './status.ts';
import { readToken, TokenFormatError } from './token.ts';
import type { User } from './user.ts';

const ANONYMOUS: User = {
  ...{ username: 'system:anonymous', uid: '', groups: ['system:unauthenticated'] },
  ...{ extra: {}, policies: [] },
};

/**
 * Says who sent a request, by its Authorization header, as an API server with the authenticator behind it does:
 * nobody in particular without a bearer token. StatusError 401 for a token that is refused; why, stands in the
 * cluster's `refusals`, without the token.
 */
export function authenticate(
  service: StsService,
  cluster: ClusterState,
  authorization: string | undefined,
): User {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const now = service.now();
  if (token === undefined) return ANONYMOUS;
  const cached = cluster.tokens.find(token, now);
  if (cached !== undefined) return cached;
  if (cluster.faults.now.identityRefusedAfterWrite === true && cluster.worsened) {
    return refused(cluster, 'the fault identityRefusedAfterWrite');
  }
  const user = withEveryone(userBehind(service, cluster, token));
  cluster.tokens.keep(token, user, now);
  return user;
}

/** What a cluster's own clock shows: the authenticator goes by it, and the API server writes it into each answer. */
export function clusterTime({ now }: Pick<StsService, 'now'>, { faults }: ClusterState): Date {
  return new Date(now().getTime() + (faults.now.clockAheadMs ?? 0));
}

function withEveryone(user: User): User {
  return { ...user, groups: [...user.groups, 'system:authenticated'] };
}

function userBehind(service: StsService, cluster: ClusterState, token: string): User {
  const clusterId = cluster.settings.id ?? cluster.spec.name;
  try {
    const { request, region } = readToken(token, {
      clusterId,
      partition: cluster.partition,
      now: clusterTime(service, cluster),
    });
    const { key } = verifyForSts(service, request, region);
    return { ...mapCaller(cluster, key), ...identity(key) };
  } catch (error) {
    const foreseen = [TokenFormatError, SignatureError, NotMappedError].some((kind) => error instanceof kind);
    if (!foreseen || !(error instanceof Error)) throw error;
    return refused(cluster, error.message);
  }
}

// pkg/server/server.go, authenticateEndpoint.
function identity({ caller, accessKeyId }: HeldKey): Pick<User, 'uid' | 'extra'> {
  const { id, session } = idParts(caller);
  return {
    uid: `aws-iam-authenticator:${caller.account}:${id}`,
    extra: {
      accessKeyId: [accessKeyId],
      arn: [caller.arn],
      canonicalArn: [canonicalPrincipal(caller.arn) ?? caller.arn],
      principalId: [id],
      sessionName: [session],
      'sigs.k8s.io/aws-iam-authenticator/principalId': [id],
    },
  };
}

function refused(cluster: ClusterState, why: string): never {
  cluster.noteRefusal(why);
  throw unauthorized();
}
