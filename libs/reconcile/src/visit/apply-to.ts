import type { Outcome } from '@roster/access';
import { takeHealth } from '../health/take-health.ts';
import type { StatusPatch, WriteIntent } from '../ports/index.ts';
import type { Applied } from '../states/apply.ts';
import { digestOf } from '../write/digest.ts';
import { prove } from '../write/prove.ts';
import { putBack } from '../write/put-back.ts';
import { writeChanges } from '../write/write-changes.ts';
import { decide, factsOf, findingOf, nothingToWrite, type Decision } from './decide.ts';
import { holds } from './hold.ts';
import { observe, type Seen, type Visit } from './observe.ts';
import { unsettled } from './unsettled.ts';

/** What an earlier delivery of the same cluster in the same run left. */
interface Earlier {
  readonly earlier: WriteIntent;
  readonly back: WriteIntent | undefined;
}

/** Observe, decide, write, prove. `before` tells what an earlier delivery has begun. */
export async function applyTo(visit: Visit, before: Earlier | undefined): Promise<Applied> {
  if (before?.back !== undefined) {
    const { earlier: intent, back } = before;
    return { outcome: await putBack({ ...visit, intent, why: back.why }) };
  }
  const seen = await observe(visit);
  const decision = await decide(visit, seen);
  const facts = factsOf(decision);
  if (before !== undefined) {
    const stands = digestOf(seen.live?.data);
    if (stands === before.earlier.intended) return settle(visit, { intent: before.earlier, decision });
    if (stands !== digestOf(before.earlier.snapshot?.data)) {
      if (nothingToWrite(decision)) return settle(visit, { intent: before.earlier, decision });
      return { facts, outcome: { kind: 'blocked', reason: 'overtaken' } };
    }
  }
  const refused = await refuse(visit, decision);
  if (refused !== undefined) return { facts, outcome: refused };
  if (nothingToWrite(decision)) return { facts, outcome: await asDesired(visit, decision) };
  if (visit.admitted.mode === 'plan') return { facts, outcome: await drifted(visit, decision) };
  return { facts, ...(await write(visit, seen, decision)) };
}

/** Keeps the finding, and tells what forbids to go on: a guardrail, or a hold. A hold that has ended is taken away. */
async function refuse(visit: Visit, decision: Decision): Promise<Outcome | undefined> {
  const { deps, admitted, status } = visit;
  const finding = findingOf(decision);
  if (finding !== undefined) await deps.journal.putFinding(admitted.run, admitted.cluster, finding);
  const [refusal] = decision.draft.refusals;
  if (refusal !== undefined) return { kind: 'blocked', reason: refusal.rule };
  if (admitted.mode !== 'apply' || status.hold === undefined) return undefined;
  if (holds(status.hold, decision.changeSet)) return { kind: 'blocked', reason: 'held' };
  await deps.journal.patchStatus(admitted.cluster, { hold: null });
  return undefined;
}

/** Nothing to write: what is adopted is ours from now on, in mode apply. */
async function asDesired(visit: Visit, decision: Decision): Promise<Outcome> {
  await remember(visit, { ...seenRows(visit, decision), ...ownedNow(visit, decision), driftSince: null });
  if (decision.shadowed.length > 0) return { kind: 'blocked', reason: 'shadowed' };
  return { kind: 'inSync', reason: '' };
}

async function drifted(visit: Visit, decision: Decision): Promise<Outcome> {
  const driftSince = visit.status.driftSince ?? visit.deps.clock().toISOString();
  await remember(visit, { ...seenRows(visit, decision), driftSince });
  return { kind: 'drifted', reason: '' };
}

async function write(visit: Visit, seen: Seen, decision: Decision): Promise<Applied> {
  const { deps, connection, task, admitted } = visit;
  const healthBefore = await takeHealth(deps.clusterApi, connection, task.cluster.checks);
  const finding = findingOf(decision);
  if (finding !== undefined) {
    await deps.journal.putFinding(admitted.run, admitted.cluster, { ...finding, healthBefore });
  }
  const written = await unsettled(() => writeChanges(visit, seen, decision));
  return 'outcome' in written ? written : unsettled(() => settle(visit, written));
}

/** After the patch: our own way in is proved, and who owns what is remembered. */
async function settle(
  visit: Visit,
  { intent, decision }: { readonly intent: WriteIntent; readonly decision: Decision },
): Promise<Applied> {
  const outcome = await prove(visit, intent);
  if (outcome !== undefined) return { outcome };
  await visit.deps.journal.patchStatus(visit.admitted.cluster, {
    owned: intent.ownedAfter,
    foreign: decision.foreign.seen,
    driftSince: null,
  });
  return {};
}

/** Foreign rows are seen once an apply has told of them; a plan only makes the first list. */
function seenRows({ admitted, status }: Visit, { foreign }: Decision): StatusPatch {
  const first = status.foreign === undefined;
  return admitted.mode === 'apply' || first ? { foreign: foreign.seen } : {};
}

function ownedNow({ admitted }: Visit, { changeSet }: Decision): StatusPatch {
  return admitted.mode === 'apply' ? { owned: changeSet.owned } : {};
}

/** Writes what differs from the status, and nothing when nothing does. */
async function remember({ deps, admitted, status }: Visit, patch: StatusPatch): Promise<void> {
  const fields = Object.entries(patch) as [keyof StatusPatch, unknown][];
  const fresh = fields.filter(
    ([name, value]) => JSON.stringify(status[name] ?? null) !== JSON.stringify(value),
  );
  if (fresh.length > 0) await deps.journal.patchStatus(admitted.cluster, Object.fromEntries(fresh));
}
