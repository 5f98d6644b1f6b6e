import { isFault } from '@roster/workflow';
import type { Outcome } from '@roster/access';
import type { WriteIntent } from '../ports/index.ts';
import { ago, connect, SIGNED_BACK } from '../visit/connect.ts';
import type { Visit } from '../visit/observe.ts';
import { putBack } from './put-back.ts';

/**
 * Proves with a token signed in a later second than any before that the identity that wrote still gets in
 * (design.md, rule 7). Refused, the snapshot goes back at once, with the token of the write, which the API server
 * still keeps. Undefined when all is well, else the outcome.
 */
export async function prove(visit: Visit, intent: WriteIntent): Promise<Outcome | undefined> {
  const { deps, target, connection } = visit;
  const signedAt = ago(deps, SIGNED_BACK.proof);
  const fresh = await connect(deps, target, { facts: connection.facts, signedAt });
  try {
    await deps.clusterApi.whoAmI(fresh);
    return undefined;
  } catch (error) {
    if (!isFault(error, 'DeniedFault')) throw error;
    return putBack({ deps, connection, intent, why: 'identityRefused' });
  }
}
