import type { Outcome } from '@roster/access';
import { isFault } from '@roster/workflow';
import type { ConfigMap, Connection, Finding, WriteIntent } from '../ports/index.ts';
import { blocked, LOCKED_OUT } from '../visit/applied.ts';
import type { WriteVisit } from '../visit/visit.ts';
import { dataPatch } from './data-patch.ts';
import { digestOf } from './digest.ts';
import { leaveHold } from './leave-hold.ts';
import { provePutBack } from './prove.ts';

const TRIES = 4;

export interface PutBack {
  /** One that is still let in. */
  readonly connection: Connection;
  readonly intent: WriteIntent;
  readonly finding: Finding;
  /** Why: the reason of the outcome. */
  readonly why: string;
}

/**
 * Puts the snapshot of a write back, under the same precondition as any write, and leaves a hold, or the next run
 * would repeat the mistake (design.md, rule 9). `blocked: overtaken` when someone else wrote in between, and
 * `failed: lockedOut` when we are not let in any more. A second call finds it done. It does not ask for the lease:
 * what another run has written is not touched, and our own mistake should not stand.
 */
export async function putBack(visit: WriteVisit, back: PutBack): Promise<Outcome> {
  try {
    if (!(await standsAgain(visit, back))) return blocked('overtaken');
    await leaveHold(visit, back);
    // That the snapshot lets us in is proved as for any write; what it shows by now may be a later writer's.
    await provePutBack(visit);
    return { kind: 'rolledBack', reason: back.why };
  } catch (error) {
    if (isFault(error, 'DeniedFault')) return LOCKED_OUT;
    throw error;
  }
}

async function standsAgain(visit: WriteVisit, back: PutBack): Promise<boolean> {
  const { intent, connection } = back;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const live = await visit.deps.clusterApi.readAwsAuth(connection);
    const stands = digestOf(live?.data);
    if (stands === digestOf(intent.snapshot?.data)) return true;
    if (live === undefined || stands !== intent.intended) return false;
    if (await restored(visit, back, live)) return true;
  }
  return false;
}

/** Patches the snapshot back. A ConfigMap that our write made stays, without data: deleting is never safe (facts.md). */
async function restored({ deps }: WriteVisit, back: PutBack, live: ConfigMap): Promise<boolean> {
  const { intent, connection } = back;
  const snapshot = intent.snapshot?.data ?? {};
  await deps.journal.putWrite(backItem(back, live, deps.clock()));
  try {
    await deps.clusterApi.patchAwsAuth(connection, dataPatch(live.data, snapshot), live.resourceVersion);
    return true;
  } catch (error) {
    // Labels or annotations may have moved it on: the next look tells.
    if (isFault(error, 'ConflictFault')) return false;
    throw error;
  }
}

function backItem({ intent, connection, why }: PutBack, live: ConfigMap, now: Date): WriteIntent {
  return {
    ...intent,
    back: true,
    snapshot: live,
    intended: digestOf(intent.snapshot?.data),
    ownedBefore: intent.ownedAfter,
    ownedAfter: intent.ownedBefore,
    at: now.toISOString(),
    guardSignedAt: connection.token.signedAt.toISOString(),
    why,
  };
}
