import type { Outcome } from '@roster/access';
import { Fault, isFault, type Identity, type Written } from '@roster/workflow';
import type { Finding, Health } from '../ports/index.ts';
import { SIGNED_BACK } from '../visit/connect.ts';
import { connectAt, type Visit } from '../visit/visit.ts';
import { lostNodes, lostReviews, problemsOf } from './compare-health.ts';
import { takeHealth } from './take-health.ts';

/** How a cluster stands after a write: an outcome, or worse, by the word that Rollback records. */
export type Verdict = Outcome | { readonly worse: string };

const REFUSED: Verdict = { worse: 'identityRefused' };

/**
 * Compares a cluster with its health before the write (design.md, rule 8) and keeps the health after it. Throws
 * NotYetFault while something is wrong that was not before, until the deadline.
 */
export async function verifyWrite(visit: Visit, written: Written, finding: Finding): Promise<Verdict> {
  const { deps, run, task } = visit;
  const { healthBefore: before } = finding;
  if (before === undefined) {
    throw new Fault('BadInputFault', `${task.cluster.arn}: run ${run} kept no health from before its write`);
  }
  const now = await look(visit, written.identity);
  if ('kind' in now || 'worse' in now) return now;
  const waits = deps.clock() < new Date(written.deadline);
  const verdict = compare(before, now, waits);
  if (verdict === undefined) {
    throw new Fault('NotYetFault', `${task.cluster.arn}: not yet as before the write`);
  }
  await deps.journal.putFinding(run, task.cluster.arn, { ...finding, healthAfter: now });
  return verdict;
}

/** Who we are by a fresh token, and the health, side by side. */
async function look(visit: Visit, before: Identity): Promise<Health | Verdict> {
  const { clusterApi } = visit.deps;
  const fresh = await connectAt(visit, SIGNED_BACK.proof);
  const [identity, health] = await Promise.allSettled([
    clusterApi.whoAmI(fresh),
    takeHealth(clusterApi, fresh, visit.task.cluster.checks),
  ]);
  if (identity.status === 'rejected') return refusal(identity.reason, REFUSED);
  if (health.status === 'fulfilled') return health.value;
  // Let in, but as someone else, who may not look: that is the write's doing too. Else we never might.
  const denied = sameIdentity(before, identity.value) ? DENIED : REFUSED;
  return refusal(health.reason, denied);
}

const DENIED: Verdict = { kind: 'denied', reason: 'refused' };

function refusal(error: unknown, verdict: Verdict): Verdict {
  if (isFault(error, 'DeniedFault')) return verdict;
  throw error;
}

function sameIdentity(before: Identity, now: Identity): boolean {
  return before.username === now.username && before.groups.every((group) => now.groups.includes(group));
}

/** The verdict; undefined while waiting may help: what was wrong before is not waited for. */
function compare(before: Health, now: Health, waits: boolean): Verdict | undefined {
  if (lostReviews(before, now)) return { worse: 'accessReview' };
  if (lostNodes(before, now)) return { worse: 'nodesNotReady' };
  const had = new Set(problemsOf(before));
  const problems = problemsOf(now);
  const fresh = problems.filter((problem) => !had.has(problem));
  if (fresh.length > 0) return waits ? undefined : { kind: 'unhealthy', reason: 'after' };
  return problems.length > 0 ? { kind: 'unhealthy', reason: 'before' } : { kind: 'changed', reason: '' };
}
