import type { Admitted } from '@roster/workflow';
import type { WriteIntent } from '../ports/index.ts';
import { putBack } from '../write/put-back.ts';
import { digestOf } from '../write/digest.ts';
import { settle } from '../write/settle.ts';
import { blocked, LOCKED_OUT, type Applied, type Attempted } from './applied.ts';
import { carryOut } from './carry-out.ts';
import { decide, factsOf, nothingToWrite, type Decision } from './decide.ts';
import { findingOf } from './finding-of.ts';
import type { Known } from './recall.ts';
import { entriesOf, seenOf } from './seen.ts';
import type { WriteVisit } from './visit.ts';
import { lookAt, type Look } from './way-in.ts';

/**
 * One attempt at a cluster: looks, takes up what an earlier delivery of the same cluster in this run has begun, else
 * decides and carries it out.
 */
export async function attempt(visit: WriteVisit, admitted: Admitted, known: Known): Promise<Attempted> {
  const { intent, back, status } = known;
  if (intent === undefined && admitted.mode === 'apply' && status.hold && !status.hold.undone) {
    return { outcome: blocked('held') };
  }
  const [look, entries] = await Promise.all([lookAt(visit, intent), entriesOf(visit)]);
  if (look === undefined) return { outcome: LOCKED_OUT };
  if (intent !== undefined && back !== undefined) return undo(visit, { known, intent, look, why: back.why });
  if (intent !== undefined && look.byGuard) return lockedOut(visit, { known, intent, look });
  const seen = seenOf(look.live, entries);
  const decision = await decide(visit, { known, seen, identity: admitted.identity });
  if (intent !== undefined) {
    const taken = await takeUp(visit, { known, intent, look, decision });
    if (taken !== undefined) return taken;
  }
  return carryOut(visit, { mode: admitted.mode, known, look, decision });
}

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
    return { facts: factsOf(visit.task, decision.finding), outcome: blocked('overtaken') };
  }
  const finding = findingOf(visit, known);
  const landed = { intent, finding, status: known.status, own: decision.own };
  const outcome = await settle(visit, landed);
  return { facts: factsOf(visit.task, finding), ...(outcome === undefined ? {} : { outcome }) };
}

/** We can look by the token of the write alone: if that write stands, it is what locked us out. */
async function lockedOut(visit: WriteVisit, begun: Omit<Begun, 'decision'>): Promise<Applied> {
  const { intent, look } = begun;
  const stands = digestOf(look.live?.data);
  if (stands === intent.intended) return undo(visit, { ...begun, why: 'identityRefused' });
  if (stands !== digestOf(intent.snapshot?.data)) return { outcome: blocked('overtaken') };
  return { outcome: { kind: 'denied', reason: 'refused' } };
}

type Undo = Omit<Begun, 'decision'> & { readonly why: string };

async function undo(visit: WriteVisit, { known, intent, look, why }: Undo): Promise<Applied> {
  const finding = findingOf(visit, known);
  const outcome = await putBack(visit, { connection: look.connection, intent, finding, why });
  return { facts: factsOf(visit.task, finding), outcome };
}
