import type { Outcome } from '@roster/access';
import { VerifyInput, VerifyOutput } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { checksText, failedChecks } from '../health/failed-checks.ts';
import { takeHealth } from '../health/take-health.ts';
import { verifyWrite } from '../health/verify-write.ts';
import type { Health } from '../ports/index.ts';
import { clusterState } from '../visit/cluster-state.ts';
import { SIGNED_BACK } from '../visit/connect.ts';
import { expectedOutcome, unsettled } from '../visit/expected-outcome.ts';
import { findingOf } from '../visit/finding-of.ts';
import { stamped } from '../visit/stamped.ts';
import { taskAndFindingOf } from '../visit/task-of.ts';
import { connectAt, keyOfVisit, visitAs, type Visit } from '../visit/visit.ts';

type VerifyDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock' | 'signingClock'>;

/**
 * Verify: whether the cluster still works, with the read role. After a write (the input has a deadline) it proves
 * that a fresh token gets in, compares with the health before, and throws NotYetFault while waiting may help, or
 * UnsettledFault. In mode verify it tells what is: who we are Token has just proved. In: `VerifyInput`; out:
 * `VerifyOutput`.
 */
export const verify = clusterState(
  { name: 'Verify', input: VerifyInput, output: VerifyOutput },
  async (input, deps: VerifyDeps): Promise<VerifyOutput> => {
    const begun = deps.clock();
    const { task, finding } = await taskAndFindingOf(deps.journal, input);
    const visit = visitAs(input, { task, facts: input.connection, as: 'read' }, deps);
    if (!('deadline' in input)) {
      const outcome = await tell(visit);
      return { ...stamped(input, 'Verify', begun, deps.clock()), outcome };
    }
    const verdict = await unsettled(() => verifyWrite(visit, input, findingOf(visit, { finding })));
    const done = stamped(input, 'Verify', begun, deps.clock());
    return 'worse' in verdict ? { ...done, ...verdict } : { ...done, outcome: verdict };
  },
);

async function tell(visit: Visit): Promise<Outcome> {
  const { deps, task } = visit;
  let health: Health;
  try {
    const connection = await connectAt(visit, SIGNED_BACK.look);
    health = await takeHealth(deps.clusterApi, connection, task.cluster.checks);
  } catch (error) {
    return expectedOutcome(error);
  }
  const failed = failedChecks(health);
  if (failed.length === 0) return { kind: 'healthy', reason: '' };
  await deps.journal.putHealth(keyOfVisit(visit), health, deps.clock());
  return { kind: 'unhealthy', reason: 'before', message: checksText(failed) };
}
