import type { Outcome } from '@roster/access';
import { Fault, isFault, type Identity, type Reason, type Written } from '@roster/workflow';
import type { Finding, Health } from '../ports/index.ts';
import { blockedBy } from '../visit/applied.ts';
import { SIGNED_BACK } from '../visit/connect.ts';
import { connectAt, keyOfVisit, type Visit } from '../visit/visit.ts';
import { lostNodes, lostReviews } from './compare-health.ts';
import { checksText, failedChecks } from './failed-checks.ts';
import { takeHealth } from './take-health.ts';

/** How a cluster stands after a write: an outcome, or worse, by the word that Rollback records. */
export type Verdict = Outcome | { readonly worse: Reason<'rolledBack'>; readonly message: string };

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
    const wrong = checksText(failedChecks(now));
    throw new Fault('NotYetFault', `${task.cluster.arn}: not yet as before the write: ${wrong}`);
  }
  await deps.journal.putHealth(keyOfVisit(visit), now, deps.clock());
  // A cluster that is well, and of which a part was withheld, is not as it should be.
  return 'kind' in verdict && verdict.kind === 'changed' ? (blockedBy(finding) ?? verdict) : verdict;
}

/** Who we are by a fresh token, and the health, side by side. */
async function look(visit: Visit, before: Identity): Promise<Health | Verdict> {
  const { clusterApi } = visit.deps;
  const fresh = await connectAt(visit, SIGNED_BACK.proof);
  const [identity, health] = await Promise.allSettled([
    clusterApi.whoAmI(fresh),
    takeHealth(clusterApi, fresh, visit.task.cluster.checks),
  ]);
  if (identity.status === 'rejected') return refusal(identity.reason, (said) => refused(visit, said));
  if (health.status === 'fulfilled') return health.value;
  // Let in, but as someone else, who may not look: that is the write's doing too. Else we never might.
  const { value: now } = identity;
  return refusal(health.reason, (said) =>
    sameIdentity(before, now)
      ? { kind: 'denied', reason: 'refused', message: said }
      : refused(visit, `it is ${now.username} there now, and was ${before.username}: ${said}`),
  );
}

function refused({ task, deps }: Visit, said: string): Verdict {
  const who = task.cluster.roles.read ?? 'the identity that looks';
  const message = `${who} is refused since the write, at ${deps.clock().toISOString()}: ${said}`;
  return { worse: 'identityRefused', message };
}

function refusal(error: unknown, verdict: (said: string) => Verdict): Verdict {
  if (isFault(error, 'DeniedFault')) return verdict(error.message);
  throw error;
}

function sameIdentity(before: Identity, now: Identity): boolean {
  return before.username === now.username && before.groups.every((group) => now.groups.includes(group));
}

/** The verdict; undefined while waiting may help: what was wrong before is not waited for. */
function compare(before: Health, now: Health, waits: boolean): Verdict | undefined {
  const reviews = lostReviews(before, now);
  if (reviews !== undefined) return { worse: 'accessReview', message: reviews };
  const nodes = lostNodes(before, now);
  if (nodes !== undefined) return { worse: 'nodesNotReady', message: nodes };
  const had = new Set(failedChecks(before).map(({ check }) => check));
  const failed = failedChecks(now);
  const message = checksText(failed);
  const fresh = failed.filter(({ check }) => !had.has(check));
  if (fresh.length > 0) return waits ? undefined : { kind: 'unhealthy', reason: 'after', message };
  return failed.length > 0
    ? { kind: 'unhealthy', reason: 'before', message }
    : { kind: 'changed', reason: '' };
}
