import { isFault, type Fault } from '@roster/workflow';
import type { ConfigMap, Connection, WriteIntent } from '../ports/index.ts';
import { connectAt } from './visit.ts';
import { SIGNED_BACK } from './connect.ts';
import type { Visit } from './visit.ts';

/** The first look at a cluster, and by which token it was possible. */
export interface Look {
  readonly connection: Connection;
  readonly live: ConfigMap | undefined;
  /** How the identity is refused, where only the write's own token, signed again, is still kept by the API server. */
  readonly refused?: Fault;
}

/**
 * Reads the ConfigMap; where a write of this run has locked us out, with the token of that write. The refusal when
 * that is refused too. Throws DeniedFault where nothing was written.
 */
export async function lookAt(visit: Visit, intent: WriteIntent | undefined): Promise<Look | Fault> {
  const first = await tryLook(visit, await connectAt(visit, SIGNED_BACK.look));
  if (!isFault(first)) return first;
  if (intent === undefined) throw first;
  const second = await tryLook(visit, await connectAt(visit, new Date(intent.guardSignedAt)));
  return isFault(second) ? second : { ...second, refused: first };
}

async function tryLook({ deps }: Visit, connection: Connection): Promise<Look | Fault> {
  try {
    return { connection, live: await deps.clusterApi.readAwsAuth(connection) };
  } catch (error) {
    if (isFault(error, 'DeniedFault')) return error;
    throw error;
  }
}
