import { isFault } from '@roster/workflow';
import { takeHealth } from '../health/take-health.ts';
import type { Connection, WriteIntent } from '../ports/index.ts';
import { keepsLease } from '../run/lease.ts';
import { blocked, CONFLICT, type Attempted } from '../visit/applied.ts';
import { guardSignedAt } from '../visit/connect.ts';
import type { Decision } from '../visit/decide.ts';
import { unsettled } from '../visit/expected-outcome.ts';
import type { Known } from '../visit/recall.ts';
import { connectAt, type WriteVisit } from '../visit/visit.ts';
import type { Look } from '../visit/way-in.ts';
import { dataPatch } from './data-patch.ts';
import { digestOf } from './digest.ts';
import { settle } from './settle.ts';

interface Decided {
  readonly known: Known;
  readonly look: Look;
  readonly decision: Decision;
}

/**
 * Writes a decision to the cluster: health before, finding and `WRITES#` item, lease, patch under a precondition, and
 * the proof (design.md, Rules of a write 3, 5 and 7). A second call of one run finds the item of the first.
 */
export async function writeDecision(visit: WriteVisit, decided: Decided): Promise<Attempted> {
  const { deps, run, target, task } = visit;
  const healthBefore = await takeHealth(deps.clusterApi, decided.look.connection, task.cluster.checks);
  const finding = { ...decided.decision.finding, healthBefore };
  await deps.journal.putFinding(run, target.cluster.arn, finding);
  const guard = await connectAt(visit, guardSignedAt(deps));
  const intent = intentOf(visit, decided, guard);
  await deps.journal.putWrite(intent);
  return unsettled(async () => {
    // Just before the patch: another run may have taken the lease while we looked.
    if (!(await keepsLease(deps.journal, run, deps.clock()))) return { outcome: blocked('superseded') };
    if (!(await patched(visit, decided, guard))) return CONFLICT;
    const { known, decision } = decided;
    const landed = { intent, finding, guard, status: known.status, own: decision.own };
    const outcome = await settle(visit, landed);
    return outcome === undefined ? {} : { outcome };
  });
}

function intentOf(
  { deps, run, target }: WriteVisit,
  { look, decision }: Decided,
  guard: Connection,
): WriteIntent {
  return {
    cluster: target.cluster.arn,
    run,
    back: false,
    snapshot: look.live ?? null,
    intended: digestOf(decision.data),
    ownedBefore: decision.ownedBefore,
    ownedAfter: decision.finding.changeSet.owned,
    at: deps.clock().toISOString(),
    guardSignedAt: guard.token.signedAt.toISOString(),
    why: '',
  };
}

/** Patches, or creates where there was none; false when the ConfigMap has moved on since it was read. */
async function patched(
  { deps }: WriteVisit,
  { look, decision }: Decided,
  guard: Connection,
): Promise<boolean> {
  const { live } = look;
  const data = decision.data ?? {};
  try {
    if (live === undefined) await deps.clusterApi.createAwsAuth(guard, data);
    else await deps.clusterApi.patchAwsAuth(guard, dataPatch(live.data, data), live.resourceVersion);
    return true;
  } catch (error) {
    if (isFault(error, 'ConflictFault')) return false;
    throw error;
  }
}
