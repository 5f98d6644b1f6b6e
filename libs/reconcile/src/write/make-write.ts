import type { AwsAuthData } from '@roster/access';
import { Fault, isFault } from '@roster/workflow';
import type { ConfigMap, Connection, WriteIntent } from '../ports/index.ts';
import { CONFLICT } from '../visit/applied.ts';
import { Unwritten } from '../visit/expected-outcome.ts';
import type { WriteVisit } from '../visit/visit.ts';
import { dataPatch } from './data-patch.ts';
import { digestOf } from './digest.ts';

interface Write {
  /** The ConfigMap as it was read; undefined where there is none, and it is to be created. */
  readonly live: ConfigMap | undefined;
  readonly data: AwsAuthData;
  readonly intent: WriteIntent;
  readonly guard: Connection;
}

/**
 * Patches, or creates where there was none. `conflict`: the ConfigMap has moved on since it was read. An answer that is
 * neither (none, nonsense, a refusal by admission) proves nothing: the ConfigMap is read again. Where its resourceVersion
 * is the one of before, nothing was written, which is remembered and thrown as Unwritten; where it holds what was meant,
 * the write has landed. Otherwise, or where it cannot be read, the next delivery goes on by what stands (UnsettledFault).
 */
export async function makeWrite(visit: WriteVisit, write: Write): Promise<'landed' | typeof CONFLICT> {
  const { live, data, guard } = write;
  const { clusterApi } = visit.deps;
  try {
    if (live === undefined) await clusterApi.createAwsAuth(guard, data);
    else await clusterApi.patchAwsAuth(guard, dataPatch(live.data, data), live.resourceVersion);
    return 'landed';
  } catch (error) {
    if (isFault(error, 'ConflictFault')) return CONFLICT;
    // A refusal of our token or of our rights, before anything is looked at.
    if (!isFault(error) || error.code === 'DeniedFault') throw error;
    return lookAgain(visit, write, error);
  }
}

async function lookAgain(
  { deps, target }: WriteVisit,
  { live, guard, intent }: Write,
  fault: Fault,
): Promise<'landed'> {
  const stands = await deps.clusterApi.readAwsAuth(guard);
  if (stands?.resourceVersion === live?.resourceVersion) {
    await deps.journal.putWrite({ ...intent, unwritten: true });
    throw new Unwritten(fault);
  }
  if (digestOf(stands?.data) === intent.intended) return 'landed';
  throw new Fault('UnsettledFault', `${target.cluster.arn}: aws-auth has changed since the write was begun`);
}
