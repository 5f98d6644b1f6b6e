import { isFault } from '@roster/workflow';
import type { ConfigMap, Connection, WriteIntent } from '../ports/index.ts';
import { connectAt } from './visit.ts';
import { SIGNED_BACK } from './connect.ts';
import type { Visit } from './visit.ts';

/** The first look at a cluster, and by which token it was possible. */
export interface Look {
  readonly connection: Connection;
  readonly live: ConfigMap | undefined;
  /** The identity is refused; only the write's own token, signed again, is still kept by the API server. */
  readonly byGuard: boolean;
}

/**
 * Reads the ConfigMap; where a write of this run has locked us out, with the token of that write. Undefined when
 * that is refused too. Throws DeniedFault where nothing was written.
 */
export async function lookAt(visit: Visit, intent: WriteIntent | undefined): Promise<Look | undefined> {
  const first = await tryLook(visit, await connectAt(visit, SIGNED_BACK.look), intent === undefined);
  if (first !== undefined || intent === undefined) return first && { ...first, byGuard: false };
  const second = await tryLook(visit, await connectAt(visit, new Date(intent.guardSignedAt)), false);
  return second && { ...second, byGuard: true };
}

async function tryLook({ deps }: Visit, connection: Connection, throws: boolean) {
  try {
    return { connection, live: await deps.clusterApi.readAwsAuth(connection) };
  } catch (error) {
    if (throws || !isFault(error, 'DeniedFault')) throw error;
    return undefined;
  }
}
