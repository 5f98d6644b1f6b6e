import { readAwsAuth, remainingChanges, type AwsAuthData, type Outcome } from '@roster/access';
import { Fault, isFault } from '@roster/workflow';
import type { ConfigMap, WriteIntent } from '../ports/index.ts';
import { decide, nothingToWrite, type Decision } from '../visit/decide.ts';
import { observe, type Seen, type Visit } from '../visit/observe.ts';
import { ownedRows } from '../visit/owned-rows.ts';
import { dataPatch } from './data-patch.ts';
import { digestOf } from './digest.ts';

/** How often a write that met another writer is merged again, and the longest wait before it, in ms. */
const TRIES = 4;
const JITTER = 200;

/** What a write came to: its intent once it landed, or the outcome that ended it before it began. */
export type WriteResult =
  { readonly intent: WriteIntent; readonly decision: Decision } | { readonly outcome: Outcome };

interface Draft {
  readonly seen: Seen;
  readonly decision: Decision;
  readonly data: AwsAuthData;
}

/**
 * Writes a decision to the cluster: lease, `WRITE#` item, patch under a precondition, second read. On a conflict it
 * reads and merges again, and rewrites the item first (design.md, rules 3 and 5).
 */
export async function writeChanges(visit: Visit, seen: Seen, decision: Decision): Promise<WriteResult> {
  let draft: Draft = { seen, decision, data: decision.draft.data ?? {} };
  const ownedBefore = await ownedRows(visit);
  for (let tries = 1; ; tries += 1) {
    if (!(await holdsLease(visit))) return { outcome: { kind: 'blocked', reason: 'superseded' } };
    const intent = intentOf(visit, draft, ownedBefore);
    await visit.deps.journal.putWrite(intent);
    // Before the patch, so that a row that lands is never taken for a foreign one, whatever ends this run.
    await visit.deps.journal.patchStatus(visit.admitted.cluster, {
      owned: [...new Set([...intent.ownedBefore, ...intent.ownedAfter])],
    });
    try {
      await patch(visit, draft);
      await readBack(visit, draft.decision);
      return { intent, decision: draft.decision };
    } catch (error) {
      if (!isFault(error, 'ConflictFault') || tries === TRIES) throw error;
    }
    await visit.deps.pause(Math.ceil(visit.deps.random() * JITTER * tries));
    const again = await mergeAgain(visit);
    if ('outcome' in again) return again;
    if (nothingToWrite(again.decision)) return { intent, decision: again.decision };
    draft = again;
  }
}

async function mergeAgain(visit: Visit): Promise<Draft | { readonly outcome: Outcome }> {
  const seen = await observe(visit);
  const decision = await decide(visit, seen);
  const [refusal] = decision.draft.refusals;
  if (refusal !== undefined) return { outcome: { kind: 'blocked', reason: refusal.rule } };
  return { seen, decision, data: decision.draft.data ?? {} };
}

async function holdsLease({ deps, admitted }: Visit): Promise<boolean> {
  const lease = await deps.journal.readLease();
  return lease?.run === admitted.run && lease.until > deps.clock().toISOString();
}

function intentOf(
  visit: Visit,
  { seen, decision, data }: Draft,
  ownedBefore: readonly string[],
): WriteIntent {
  const { admitted, deps, connection } = visit;
  return {
    cluster: admitted.cluster,
    run: admitted.run,
    back: false,
    snapshot: seen.live ?? null,
    intended: digestOf(data),
    ownedBefore,
    ownedAfter: decision.changeSet.owned,
    at: deps.clock().toISOString(),
    guardSignedAt: connection.token.signedAt.toISOString(),
    why: '',
  };
}

async function patch({ deps, connection }: Visit, { seen, data }: Draft): Promise<ConfigMap> {
  if (seen.live === undefined) return deps.clusterApi.createAwsAuth(connection, data);
  return deps.clusterApi.patchAwsAuth(connection, dataPatch(seen.live.data, data), seen.live.resourceVersion);
}

/** A second read must show the change: the answer to the write is not believed (design.md, rule 7). */
async function readBack({ deps, connection, admitted }: Visit, { changeSet }: Decision): Promise<void> {
  const live = await deps.clusterApi.readAwsAuth(connection);
  const left = remainingChanges(changeSet, readAwsAuth(live?.data ?? {}));
  if (left.length === 0) return;
  throw new Fault(
    'UnsettledFault',
    `${admitted.cluster}: a second read does not show ${String(left.length)} of the changes written`,
  );
}
