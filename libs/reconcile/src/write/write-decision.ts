import { isFault } from '@roster/workflow';
import { takeHealth } from '../health/take-health.ts';
import type { Connection, Finding, WriteIntent } from '../ports/index.ts';
import { whyNoLease } from '../run/lease.ts';
import { blocked, CONFLICT, type Attempted } from '../visit/applied.ts';
import { guardSignedAt } from '../visit/connect.ts';
import type { Decision } from '../visit/decide.ts';
import { unsettled, Unwritten } from '../visit/expected-outcome.ts';
import type { Known } from '../visit/recall.ts';
import { connectAt, keyOfVisit, type WriteVisit } from '../visit/visit.ts';
import type { Look } from '../visit/way-in.ts';
import { digestOf } from './digest.ts';
import { makeWrite } from './make-write.ts';
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
  const { deps, run, task } = visit;
  const healthBefore = await takeHealth(deps.clusterApi, decided.look.connection, task.cluster.checks);
  const finding = { ...decided.decision.finding, healthBefore };
  await deps.journal.putFinding(keyOfVisit(visit), finding, deps.clock());
  const guard = await connectAt(visit, guardSignedAt(deps));
  const intent = intentOf(visit, decided, guard);
  await deps.journal.putWrite(intent);
  return unsettled(async () => {
    // Just before the patch: another run may have taken the lease while we looked.
    const taken = await whyNoLease(deps.journal, run, deps.clock());
    if (taken !== undefined) return { outcome: blocked('superseded', taken) };
    const { known, decision, look } = decided;
    const write = { live: look.live, data: decision.data, intent, guard };
    const made = await makeWrite(visit, write).catch((error: unknown) => keepRefusal(visit, finding, error));
    if (made === CONFLICT) return CONFLICT;
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

/** What admission says stands with the finding, as the refusal of a rule does, and so reaches whoever reads the report. */
async function keepRefusal(visit: WriteVisit, finding: Finding, error: unknown): Promise<never> {
  if (error instanceof Unwritten && isFault(error.fault, 'AdmissionFault')) {
    const refusals = [...finding.refusals, { rule: 'admission', message: error.fault.message }];
    await visit.deps.journal.putFinding(keyOfVisit(visit), { ...finding, refusals }, visit.deps.clock());
  }
  throw error;
}
