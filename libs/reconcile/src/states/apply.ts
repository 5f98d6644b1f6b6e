import type { Outcome } from '@roster/access';
import { Admitted, isFault, type ApplyOutput } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { parsed } from '../parsed.ts';
import type { WriteIntent } from '../ports/index.ts';
import { applyTo } from '../visit/apply-to.ts';
import { ago, connect, SIGNED_BACK } from '../visit/connect.ts';
import type { Visit } from '../visit/observe.ts';
import { expectedOutcome, stamped } from '../visit/progress.ts';
import { taskOf } from '../visit/task-of.ts';
import { unsettled } from '../visit/unsettled.ts';

/** How long Verify waits for a cluster to be as before, in ms: less than the state machine tries for (30 s). */
const PATIENCE = 25_000;

/** The end of Apply: an outcome, or (without one) a write that Verify looks at. Facts are the counts of rows. */
export interface Applied {
  readonly outcome?: Outcome;
  readonly facts?: string;
}

/**
 * Apply: compares what the cluster grants with what it should grant and, in mode apply, repairs it (design.md, Rules
 * of a write). In mode plan it stops after the guardrails. In: `Admitted`; out: `ApplyOutput`. Delivered again, also
 * after a crash at any point, it ends in the same outcome. Throws the faults that are worth another try; once a write
 * was begun, as UnsettledFault.
 */
export async function apply(input: unknown, deps: ClusterDeps): Promise<ApplyOutput> {
  const admitted = parsed(Admitted, input, 'Apply');
  const begun = deps.clock();
  const { outcome, facts = admitted.facts } = await ended(admitted, deps);
  const done = { ...stamped(admitted, 'Apply', begun, deps.clock()), facts };
  if (outcome !== undefined) return { ...done, outcome };
  return { ...done, deadline: new Date(deps.clock().getTime() + PATIENCE).toISOString() };
}

async function ended(admitted: Admitted, deps: ClusterDeps): Promise<Applied> {
  if (admitted.connection.authenticationMode === 'API') {
    return { outcome: { kind: 'blocked', reason: 'authenticationMode' } };
  }
  const { run, cluster, mode } = admitted;
  const earlier = mode === 'apply' ? await deps.journal.getWrite(run, cluster, false) : undefined;
  if (earlier !== undefined) return unsettled(() => again(admitted, deps, earlier));
  try {
    return await applyTo(await visitOf(admitted, deps), undefined);
  } catch (error) {
    if (isFault(error, 'BadInputFault') && error.message.startsWith('size:')) {
      return { outcome: { kind: 'blocked', reason: 'size' } };
    }
    return { outcome: expectedOutcome(error) };
  }
}

/** A second delivery, after the first put its `WRITE#` item. */
async function again(admitted: Admitted, deps: ClusterDeps, earlier: WriteIntent): Promise<Applied> {
  const back = await deps.journal.getWrite(admitted.run, admitted.cluster, true);
  const visit = await visitOf(admitted, deps, earlier);
  try {
    return await applyTo(visit, { earlier, back });
  } catch (error) {
    // Locked out, and the token of the write is no longer kept: a person must look.
    if (isFault(error, 'DeniedFault')) return { outcome: { kind: 'failed', reason: 'lockedOut' } };
    throw error;
  }
}

async function visitOf(admitted: Admitted, deps: ClusterDeps, earlier?: WriteIntent): Promise<Visit> {
  const { run, cluster, mode, connection: facts } = admitted;
  const [task, status] = await Promise.all([taskOf(deps.journal, admitted), deps.journal.getStatus(cluster)]);
  const as = mode === 'plan' ? 'read' : 'write';
  const target = { cluster: task.cluster, as, run } as const;
  // The token of the first try, signed again, is the same token: it may still be kept where a new one is refused.
  const signedAt = earlier === undefined ? ago(deps, SIGNED_BACK.write) : new Date(earlier.guardSignedAt);
  const connection = await connect(deps, target, { facts, signedAt });
  return { admitted, task, as, target, connection, status: status ?? { cluster }, deps };
}
