import type { Outcome } from '@roster/access';
import { Fault, isFault, VerifyInput, type VerifyOutput, type Written } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { lostNodes, lostReviews, problemsOf } from '../health/compare-health.ts';
import { takeHealth } from '../health/take-health.ts';
import { parsed } from '../parsed.ts';
import type { ClusterTask, Health } from '../ports/index.ts';
import { ago, connect, SIGNED_BACK } from '../visit/connect.ts';
import { expectedOutcome, stamped } from '../visit/progress.ts';
import { taskOf } from '../visit/task-of.ts';
import { unsettled } from '../visit/unsettled.ts';

type VerifyDeps = Pick<ClusterDeps, 'journal' | 'cloud' | 'clusterApi' | 'clock'>;
type Verdict = Outcome | { readonly worse: string };

/**
 * Verify: whether the cluster still works, with the read role and a fresh token. After a write (the input has a
 * deadline) it compares with the health before, and throws NotYetFault while waiting may help; in mode verify it
 * tells what is. In: `VerifyInput`; out: `VerifyOutput`.
 */
export async function verify(input: unknown, deps: VerifyDeps): Promise<VerifyOutput> {
  const visit = parsed(VerifyInput, input, 'Verify');
  const begun = deps.clock();
  const task = await taskOf(deps.journal, visit);
  if (!('deadline' in visit)) {
    const outcome = await look(visit, task, deps).then(standing, expectedOutcome);
    return { ...stamped(visit, 'Verify', begun, deps.clock()), outcome };
  }
  const verdict = await unsettled(() => afterWrite(visit, task, deps));
  const done = stamped(visit, 'Verify', begun, deps.clock());
  return 'worse' in verdict ? { ...done, worse: verdict.worse } : { ...done, outcome: verdict };
}

function standing(health: Health): Outcome {
  return problemsOf(health).length === 0
    ? { kind: 'healthy', reason: '' }
    : { kind: 'unhealthy', reason: 'before' };
}

async function look(visit: VerifyInput, task: ClusterTask, deps: VerifyDeps): Promise<Health> {
  const visitor = { cluster: task.cluster, as: 'read', run: visit.run } as const;
  const signedAt = ago(deps, SIGNED_BACK.proof);
  const connection = await connect(deps, visitor, { facts: visit.connection, signedAt });
  await deps.clusterApi.whoAmI(connection);
  return takeHealth(deps.clusterApi, connection, task.cluster.checks);
}

async function afterWrite(visit: Written, task: ClusterTask, deps: VerifyDeps): Promise<Verdict> {
  const finding = await deps.journal.getFinding(visit.run, visit.cluster);
  const before = finding?.healthBefore;
  if (finding === undefined || before === undefined) {
    throw new Fault(
      'BadInputFault',
      `${visit.cluster}: run ${visit.run} kept no health from before its write`,
    );
  }
  let now: Health;
  try {
    now = await look(visit, task, deps);
  } catch (error) {
    if (isFault(error, 'DeniedFault')) return { worse: 'identityRefused' };
    throw error;
  }
  const waits = deps.clock().toISOString() < visit.deadline;
  const verdict = compare(before, now, waits);
  if (verdict === undefined) throw new Fault('NotYetFault', `${visit.cluster}: not yet as before the write`);
  await deps.journal.putFinding(visit.run, visit.cluster, { ...finding, healthAfter: now });
  return verdict;
}

/** The verdict; undefined while waiting may help. */
function compare(before: Health, now: Health, waits: boolean): Verdict | undefined {
  if (lostReviews(before, now)) return { worse: 'accessReview' };
  const had = new Set(problemsOf(before));
  const problems = problemsOf(now);
  const fresh = problems.filter((problem) => !had.has(problem));
  const nodes = lostNodes(before, now);
  if (waits && (nodes || fresh.length > 0)) return undefined;
  if (nodes) return { worse: 'nodesNotReady' };
  if (fresh.length > 0) return { kind: 'unhealthy', reason: 'after' };
  return problems.length > 0 ? { kind: 'unhealthy', reason: 'before' } : { kind: 'changed', reason: '' };
}
