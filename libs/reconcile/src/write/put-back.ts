import { Fault, isFault } from '@roster/workflow';
import type { Outcome } from '@roster/access';
import type { ConfigMap, Connection, WriteIntent } from '../ports/index.ts';
import type { ClusterDeps } from '../deps.ts';
import { dataPatch } from './data-patch.ts';
import { digestOf } from './digest.ts';

export interface PutBack {
  readonly deps: ClusterDeps;
  readonly connection: Connection;
  readonly intent: WriteIntent;
  /** Why: the reason of the outcome. */
  readonly why: string;
}

/**
 * Puts the snapshot of a write back, under the same precondition as any write, and leaves a hold, or the next run
 * would repeat the mistake. Not when someone else wrote in between. A second call finds it done. Where there was no
 * ConfigMap before, its keys go and it stays, empty: to delete it is never safe (facts.md).
 */
export async function putBack(back: PutBack): Promise<Outcome> {
  const { deps, connection, intent, why } = back;
  const live = await deps.clusterApi.readAwsAuth(connection);
  const snapshot = intent.snapshot?.data ?? {};
  const stands = digestOf(live?.data);
  if (stands !== digestOf(snapshot)) {
    if (live === undefined || stands !== intent.intended) return { kind: 'blocked', reason: 'overtaken' };
    await deps.journal.putWrite(backItem(back, live));
    try {
      await deps.clusterApi.patchAwsAuth(connection, dataPatch(live.data, snapshot), live.resourceVersion);
    } catch (error) {
      if (isFault(error, 'ConflictFault')) return { kind: 'blocked', reason: 'overtaken' };
      throw error;
    }
    const after = await deps.clusterApi.readAwsAuth(connection);
    if (digestOf(after?.data) !== digestOf(snapshot)) {
      throw new Fault(
        'UnsettledFault',
        `${intent.cluster}: the snapshot was put back, and a second read does not show it`,
      );
    }
  }
  await holdCluster(back);
  return { kind: 'rolledBack', reason: why };
}

function backItem({ deps, intent, why }: PutBack, live: ConfigMap): WriteIntent {
  return {
    ...intent,
    back: true,
    snapshot: live,
    intended: digestOf(intent.snapshot?.data),
    ownedBefore: intent.ownedAfter,
    ownedAfter: intent.ownedBefore,
    at: deps.clock().toISOString(),
    why,
  };
}

async function holdCluster({ deps, intent, why }: PutBack): Promise<void> {
  const { run, cluster } = intent;
  const finding = await deps.journal.getFinding(run, cluster);
  const undone = finding === undefined ? {} : { undone: finding.changeSet };
  const hold = { by: `run ${run}`, reason: `rolled back: ${why}`, at: deps.clock().toISOString(), ...undone };
  await deps.journal.patchStatus(cluster, { owned: intent.ownedBefore, hold });
}
