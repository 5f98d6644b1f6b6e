import type { Outcome } from '@roster/access';
import { isFault, type Admitted, type Fault } from '@roster/workflow';
import type { WriteIntent } from '../ports/index.ts';
import { refusedAs } from '../write/prove.ts';
import { putBack } from '../write/put-back.ts';
import { digestOf } from '../write/digest.ts';
import { settle } from '../write/settle.ts';
import { blocked, lockedOut, type Applied, type Attempted } from './applied.ts';
import { carryOut } from './carry-out.ts';
import { decide, type Decision } from './decide.ts';
import { factsOf, nothingToWrite } from './facts.ts';
import { findingOf } from './finding-of.ts';
import { heldText } from './hold.ts';
import type { Known } from './recall.ts';
import { ownArns } from './own-identities.ts';
import { entriesOf, seenOf } from './seen.ts';
import type { WriteVisit } from './visit.ts';
import { lookAt, type Look } from './way-in.ts';

/**
 * One attempt at a cluster: looks, takes up what an earlier delivery of the same cluster in this run has begun, else
 * decides and carries it out.
 */
export async function attempt(visit: WriteVisit, admitted: Admitted, known: Known): Promise<Attempted> {
  const { intent, back, status } = known;
  // Nothing is read of a cluster that a person holds, unless somebody is to be removed all the same.
  const held = status.hold?.undone === undefined ? status.hold : undefined;
  if (intent === undefined && admitted.mode === 'apply' && held && visit.task.denied.length === 0) {
    return { outcome: blocked('held', heldText(held)) };
  }
  const [look, entries] = await Promise.all([lookAt(visit, intent), entriesOf(visit)]);
  if (isFault(look)) return { outcome: intent?.unwritten ? refused(look) : lockedOut(look) };
  if (intent !== undefined && back !== undefined)
    return undo(visit, { admitted, known, intent, look, why: back.why });
  if (intent !== undefined && look.refused !== undefined)
    return byGuard(visit, { admitted, known, intent, look }, look.refused);
  const seen = seenOf(look.live, entries);
  const decision = await decide(visit, { known, seen, identity: admitted.identity });
  if (intent !== undefined) {
    const taken = await takeUp(visit, { known, intent, look, decision });
    if (taken !== undefined) return taken;
  }
  return carryOut(visit, { mode: admitted.mode, known, look, decision });
}

/** We are refused, and by no write of ours. */
const refused = ({ message }: Fault): Outcome => ({ kind: 'denied', reason: 'refused', message });

interface Begun {
  readonly known: Known;
  readonly intent: WriteIntent;
  readonly look: Look;
  readonly decision: Decision;
}

/** What an earlier delivery has written is proved and kept; undefined when its patch has not landed. */
async function takeUp(visit: WriteVisit, begun: Begun): Promise<Applied | undefined> {
  const { known, intent, look, decision } = begun;
  const stands = digestOf(look.live?.data);
  if (stands !== intent.intended && !nothingToWrite(decision.finding)) {
    if (known.missed || stands === digestOf(intent.snapshot?.data)) return undefined;
    // Neither what stood nor what was meant: someone else wrote, and may have undone ours.
    return { facts: factsOf(visit.task, decision.finding), outcome: blocked('overtaken', OVERTAKEN) };
  }
  const finding = findingOf(visit, known);
  const landed = { intent, finding, status: known.status, own: decision.own };
  const outcome = await settle(visit, landed);
  return { facts: factsOf(visit.task, finding), ...(outcome === undefined ? {} : { outcome }) };
}

/** We can look by the token of the write alone: if that write stands, it is what locked us out. */
async function byGuard(visit: WriteVisit, begun: Omit<Undo, 'why'>, fault: Fault): Promise<Applied> {
  const { intent, look } = begun;
  const stands = digestOf(look.live?.data);
  if (stands === intent.intended)
    return undo(visit, { ...begun, why: 'identityRefused', message: refusedAs(visit, fault) });
  if (stands !== digestOf(intent.snapshot?.data)) return { outcome: blocked('overtaken', OVERTAKEN) };
  return { outcome: refused(fault) };
}

const OVERTAKEN = 'after the write of this run somebody else wrote to aws-auth, and may have undone it';

interface Undo extends Omit<Begun, 'decision'> {
  readonly admitted: Admitted;
  readonly why: string;
  readonly message?: string;
}

async function undo(visit: WriteVisit, { admitted, known, intent, look, ...said }: Undo): Promise<Applied> {
  const finding = findingOf(visit, known);
  const own = ownArns(visit.task, admitted.identity, look.live);
  const outcome = await putBack(visit, { connection: look.connection, intent, finding, own, ...said });
  return { facts: factsOf(visit.task, finding), outcome };
}
