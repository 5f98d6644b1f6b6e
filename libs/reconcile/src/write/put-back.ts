import { draftPutBack, readAwsAuth, withinLimits, writes, type Outcome, type Refusal } from '@roster/access';
import { Fault, isFault } from '@roster/workflow';
import type { ConfigMap, Connection, Finding, WriteIntent } from '../ports/index.ts';
import { whyNoLease } from '../run/lease.ts';
import { blocked, lockedOut, putBackRefused } from '../visit/applied.ts';
import { keyOf } from '../visit/seen.ts';
import { keyOfVisit, type WriteVisit } from '../visit/visit.ts';
import { dataPatch } from './data-patch.ts';
import { digestOf } from './digest.ts';
import { leaveHold } from './leave-hold.ts';
import { provePutBack } from './prove.ts';

const TRIES = 4;

/** So long after a write its run may undo it whoever holds the lease, in ms: a cluster takes five minutes at most. */
const FRESH = 15 * 60_000;

export interface PutBack {
  /** One that is still let in. */
  readonly connection: Connection;
  readonly intent: WriteIntent;
  readonly finding: Finding;
  /** ARNs of our own identities on the cluster. */
  readonly own: readonly string[];
  /** Why: the reason of the outcome. */
  readonly why: string;
  /** The same for a person; absent where nobody said. */
  readonly message?: string;
}

/**
 * Undoes a write: the exact inverse of the changes that its finding records, by `draftPutBack`, under the same
 * precondition as any write. It leaves a hold, or the next run would repeat the mistake (design.md, rule 9). What may
 * not come back is told in the finding. `blocked: overtaken` when someone else wrote in between, `failed: lockedOut`
 * when we are not let in any more, `failed: admission` where the cluster refuses it, `failed: putBackRefused` where
 * nothing of it may come back, `blocked: superseded` where the write is an old one and another run may write. A second
 * call finds it done. Throws BadInputFault where the finding is not of what stands.
 */
export async function putBack(visit: WriteVisit, back: PutBack): Promise<Outcome> {
  try {
    const ended = await undone(visit, back);
    if (ended !== undefined) return ended;
    await leaveHold(visit, back);
    // That it lets us in is proved as for any write; what it shows by now may be a later writer's.
    await provePutBack(visit);
    return { kind: 'rolledBack', reason: back.why, message: undoneText(back) };
  } catch (error) {
    if (isFault(error, 'DeniedFault')) return lockedOut(error);
    if (!isFault(error, 'AdmissionFault')) throw error;
    // What we wrote stands, and nobody lets us take it back.
    await recordRefusals(visit, back, [{ rule: 'admission', message: error.message }]);
    return { kind: 'failed', reason: 'admission', message: error.message };
  }
}

/** Why it was undone, what was, and that this is proved. A message that says so already, of an earlier delivery, stays. */
function undoneText({ message = '', finding }: PutBack): string {
  const undone = writes(finding.changeSet).map(
    (change) => `${change.op} ${(change.op === 'remove' ? change.before : change.after).arn}`,
  );
  const more = undone.length > SHOWN ? ` and ${undone.length - SHOWN} more` : '';
  const text = `Undone: ${undone.slice(0, SHOWN).join(', ')}${more}; aws-auth stands as before the write, and lets us in`;
  return message.includes('Undone: ') ? message : [message, text].filter(Boolean).join('. ');
}

/** So many changes that were undone are named. */
const SHOWN = 5;

/** The outcome where it cannot be undone; undefined once what stood before stands again. */
async function undone(visit: WriteVisit, back: PutBack): Promise<Outcome | undefined> {
  const { intent, connection } = back;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const live = await visit.deps.clusterApi.readAwsAuth(connection);
    const stands = digestOf(live?.data);
    if (stands === digestOf(intent.snapshot?.data)) return undefined;
    if (live === undefined || stands !== intent.intended) {
      return (await isBack(visit, stands)) ? undefined : blocked('overtaken', SINCE);
    }
    const whyNot = await whyNoUndo(visit, intent);
    if (whyNot !== undefined) return blocked('superseded', whyNot);
    const { data, refusals } = draftOf(visit, back, live);
    if (refusals.length > 0) await recordRefusals(visit, back, refusals);
    if (digestOf(data) === stands) return putBackRefused(refusals);
    if (await restored(visit, back, { live, data })) return undefined;
  }
  return blocked('overtaken', `${TRIES} times somebody else wrote to aws-auth while the write was undone`);
}

const SINCE = 'the write is not undone: somebody else has written to aws-auth since';

/**
 * A fresh write may be undone without the lease: our own mistake should not stand, and what another run has written is
 * not touched. An old one by the run alone that may write: or whoever has the code of a worker that only reads could name
 * a run of last year to Rollback, and with it bring access back that was taken away. Undefined where it may.
 */
async function whyNoUndo({ deps, run }: WriteVisit, { at }: WriteIntent): Promise<string | undefined> {
  const now = deps.clock();
  return now.getTime() - Date.parse(at) < FRESH ? undefined : whyNoLease(deps.journal, run, now);
}

/** An earlier delivery has put back what was left of it. */
async function isBack({ deps, run, target }: WriteVisit, stands: string): Promise<boolean> {
  const item = await deps.journal.getWrite(run, target.cluster.arn, true);
  return item?.intended === stands;
}

function draftOf({ task, run, deps }: WriteVisit, { intent, finding, own }: PutBack, live: ConfigMap) {
  const reading = readAwsAuth(live.data);
  const mapped = new Set([...reading.roles, ...reading.users].map(({ principal }) => principal));
  const draft = draftPutBack(live.data, {
    changeSet: finding.changeSet,
    snapshot: intent.snapshot?.data ?? {},
    denied: task.denied,
    own: own.map((arn) => ({ arn, cameBy: mapped.has(keyOf(arn)) ? 'row' : 'other' })),
    ...withinLimits({ ...task, account: task.cluster.account }, deps.limits),
  });
  if (draft !== undefined) return draft;
  throw new Fault(
    'BadInputFault',
    `${task.cluster.arn}: the finding of run ${run} is not of what stands in aws-auth, so nothing is put back: look at it by hand`,
  );
}

interface Restored {
  readonly live: ConfigMap;
  readonly data: ConfigMap['data'];
}

/** Patches it back. A ConfigMap that our write made stays, without data: deleting is never safe (facts.md). */
async function restored({ deps }: WriteVisit, back: PutBack, { live, data }: Restored): Promise<boolean> {
  await deps.journal.putWrite(backItem(back, { live, data }, deps.clock()));
  try {
    await deps.clusterApi.patchAwsAuth(back.connection, dataPatch(live.data, data), live.resourceVersion);
    return true;
  } catch (error) {
    // Labels or annotations may have moved it on: the next look tells.
    if (isFault(error, 'ConflictFault')) return false;
    throw error;
  }
}

function backItem({ intent, connection, why }: PutBack, { live, data }: Restored, now: Date): WriteIntent {
  return {
    ...intent,
    back: true,
    snapshot: live,
    intended: digestOf(data),
    ownedBefore: intent.ownedAfter,
    ownedAfter: intent.ownedBefore,
    at: now.toISOString(),
    guardSignedAt: connection.token.signedAt.toISOString(),
    why,
  };
}

/** Keeps with the finding what does not come back, and why; once, however often it is delivered. */
async function recordRefusals(
  visit: WriteVisit,
  { finding }: PutBack,
  refusals: readonly Refusal[],
): Promise<void> {
  const known = new Set(finding.refusals.map((one) => JSON.stringify(one)));
  const fresh = refusals.filter((one) => !known.has(JSON.stringify(one)));
  const { journal, clock } = visit.deps;
  await journal.putFinding(
    keyOfVisit(visit),
    { ...finding, refusals: [...finding.refusals, ...fresh] },
    clock(),
  );
}
