import type { Admitted } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import { isSize } from '../run/store-tasks.ts';
import { blocked, CONFLICT, type Applied, type Attempted } from './applied.ts';
import { attempt } from './attempt.ts';
import { expectedOutcome, unsettled } from './expected-outcome.ts';
import { recall, type Known } from './recall.ts';
import { visitAs, type WriteVisit } from './visit.ts';

/** How often a write that met another writer is merged again, and the longest wait before it, in ms. */
const TRIES = 4;
const JITTER = 200;

/** Applies one cluster's task: observe, decide, write, prove; again when someone else wrote in between. */
export async function applyTo(admitted: Admitted, deps: ClusterDeps): Promise<Applied> {
  const { mode, connection: facts } = admitted;
  // Nobody reads aws-auth in this mode, so nothing is written to it (design.md, Authentication modes).
  if (facts.authenticationMode === 'API') return { outcome: blocked('authenticationMode') };
  let known = await recall(deps.journal, admitted);
  const as = mode === 'plan' ? 'read' : 'write';
  const visit = visitAs(admitted, { task: known.task, facts, as }, deps);
  for (let tries = 1; ; tries += 1) {
    const done = await settledAttempt(visit, admitted, known);
    if (done !== CONFLICT) return done;
    if (tries === TRIES) return { outcome: blocked('overtaken') };
    await deps.pause(Math.ceil(deps.random() * JITTER * tries));
    known = { ...(await recall(deps.journal, admitted)), missed: true };
  }
}

async function settledAttempt(visit: WriteVisit, admitted: Admitted, known: Known): Promise<Attempted> {
  const go = () => attempt(visit, admitted, known);
  try {
    return await (known.intent === undefined ? go() : unsettled(go));
  } catch (error) {
    if (isSize(error)) return { outcome: blocked('size') };
    return { outcome: expectedOutcome(error) };
  }
}
