import type { Cluster } from '@roster/access';
import { askAboutRefused, refusedRow, whyRefused } from '@roster/reconcile';
import type { ClusterStatus, CloudTarget, Connection } from '@roster/reconcile';
import { Fault, RefusedFault } from '@roster/workflow';
import type { Outside } from '../compose.ts';

interface Refused {
  readonly target: CloudTarget;
  readonly connection: Connection;
  /** What the store knows of the cluster; undefined where none was asked. */
  readonly status?: ClusterStatus | undefined;
}

/**
 * An error of a call to a cluster, with the cause where that was a 401: what is known from outside, as a run reports it,
 * and, where the caller's own credentials get in, what they read in aws-auth. Any other error stays as it is.
 */
export async function explainRefusal(
  error: unknown,
  { target, connection, status }: Refused,
  outside: Outside,
): Promise<unknown> {
  if (!(error instanceof RefusedFault) || error.status !== 401) return error;
  const { facts } = connection;
  const asked = await askAboutRefused(outside.cloud, target, facts);
  const { reason, message } = whyRefused({ fault: error, connection, status, ...asked });
  const counts = reason !== 'clock' && facts.authenticationMode !== 'API' && asked.principal !== '';
  const row = counts ? await rowSeenByCaller(asked.principal, { target, connection }, outside) : undefined;
  return new Fault('DeniedFault', row === undefined ? message : `${error.message}. As yourself: ${row}`);
}

/** What aws-auth says of the principal; undefined where the caller does not get in, or is that principal. */
async function rowSeenByCaller(
  principal: string,
  { target, connection }: Refused,
  { cloud, clusterApi, aws }: Outside,
): Promise<string | undefined> {
  if (target.cluster.roles[target.as] === undefined) return undefined;
  const own: CloudTarget = { ...target, cluster: withoutRoles(target.cluster) };
  try {
    const token = await cloud.token({
      ...own,
      tokenId: connection.facts.tokenId,
      signedAt: aws.clock.now(),
    });
    const { cluster, facts } = connection;
    return refusedRow(await clusterApi.readAwsAuth({ cluster, facts, token }), principal);
  } catch {
    return undefined;
  }
}

const withoutRoles = (cluster: Cluster): Cluster => ({ ...cluster, roles: {} });
