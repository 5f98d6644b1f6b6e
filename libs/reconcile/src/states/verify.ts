import type { Outcome } from '@roster/access';
import { VerifyInput, VerifyOutput } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { problemsOf } from '../health/compare-health.ts';
import { takeHealth } from '../health/take-health.ts';
import { verifyWrite } from '../health/verify-write.ts';
import { state } from '../parsed.ts';
import type { Finding, Health } from '../ports/index.ts';
import { SIGNED_BACK } from '../visit/connect.ts';
import { expectedOutcome, unsettled } from '../visit/expected-outcome.ts';
import { findingOf } from '../visit/finding-of.ts';
import { journalOfVisit } from '../visit/journal-of-visit.ts';
import { stamped } from '../visit/stamped.ts';
import { taskAndFindingOf } from '../visit/task-of.ts';
import { connectAt, visitAs, type Visit } from '../visit/visit.ts';

type VerifyDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock'>;

/**
 * Verify: whether the cluster still works, with the read role. After a write (the input has a deadline) it proves
 * that a fresh token gets in, compares with the health before, and throws NotYetFault while waiting may help, or
 * UnsettledFault. In mode verify it tells what is: who we are Token has just proved. In: `VerifyInput`; out:
 * `VerifyOutput`.
 */
export const verify = state(
  { name: 'Verify', input: VerifyInput, output: VerifyOutput },
  async (input, given: VerifyDeps): Promise<VerifyOutput> => {
    const deps = { ...given, journal: journalOfVisit(given.journal) };
    const begun = deps.clock();
    const { task, finding } = await taskAndFindingOf(deps.journal, input);
    const visit = visitAs(input, { task, facts: input.connection, as: 'read' }, deps);
    if (!('deadline' in input)) {
      const outcome = await tell(visit);
      return { ...stamped(input, 'Verify', begun, deps.clock()), outcome };
    }
    const verdict = await unsettled(() => verifyWrite(visit, input, findingOf(visit, { finding })));
    const done = stamped(input, 'Verify', begun, deps.clock());
    return 'worse' in verdict ? { ...done, worse: verdict.worse } : { ...done, outcome: verdict };
  },
);

async function tell(visit: Visit): Promise<Outcome> {
  const { deps, task, run } = visit;
  let health: Health;
  try {
    const connection = await connectAt(visit, SIGNED_BACK.look);
    health = await takeHealth(deps.clusterApi, connection, task.cluster.checks);
  } catch (error) {
    return expectedOutcome(error);
  }
  if (problemsOf(health).length === 0) return { kind: 'healthy', reason: '' };
  await deps.journal.putFinding(run, task.cluster.arn, { ...NOTHING_PLANNED, healthAfter: health });
  return { kind: 'unhealthy', reason: 'before' };
}

/** In mode verify nothing is compared with the catalog; only the health is told. */
const NOTHING_PLANNED: Finding = {
  changeSet: { changes: [], foreign: [], owned: [], entries: [] },
  newForeign: [],
  newMasters: [],
  refusals: [],
  overridden: [],
  shadowed: [],
};
