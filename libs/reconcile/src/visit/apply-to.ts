import { Fault, type Admitted } from '@roster/workflow';
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

/** No run takes longer, from when it was opened and with having been taken up again a day later, in ms. */
const LONGEST = 2 * 24 * 60 * 60_000;

/**
 * The task of a run that ended long ago still stands in the journal, and asks for what the catalog asked for then. Throws
 * BadInputFault, or whoever has Token's code could end a hold with it, and own what a grant of last year gave.
 */
function assertFresh({ task: { run, openedAt } }: Known, now: Date): void {
  if (now.getTime() - Date.parse(openedAt) <= LONGEST) return;
  throw new Fault('BadInputFault', `run ${run} was opened at ${openedAt}: start a new run`);
}

const API_MODE =
  'its authentication mode is API: access comes from access entries alone, and aws-auth is not read';
const OVERTAKEN = `${TRIES} times somebody else wrote to aws-auth between our read and our write`;

/** Applies one cluster's task: observe, decide, write, prove; again when someone else wrote in between. */
export async function applyTo(admitted: Admitted, deps: ClusterDeps): Promise<Applied> {
  const { mode, connection: facts } = admitted;
  // Nobody reads aws-auth in this mode, so nothing is written to it (design.md, Authentication modes).
  if (facts.authenticationMode === 'API') return { outcome: blocked('authenticationMode', API_MODE) };
  let known = await recall(deps.journal, admitted);
  assertFresh(known, deps.clock());
  const as = mode === 'plan' ? 'read' : 'write';
  const visit = visitAs(admitted, { task: known.task, facts, as }, deps);
  for (let tries = 1; ; tries += 1) {
    const done = await settledAttempt(visit, admitted, known);
    if (done !== CONFLICT) return done;
    if (tries === TRIES) return { outcome: blocked('overtaken', OVERTAKEN) };
    await deps.pause(Math.ceil(deps.random() * JITTER * tries));
    known = { ...(await recall(deps.journal, admitted)), missed: true };
  }
}

async function settledAttempt(visit: WriteVisit, admitted: Admitted, known: Known): Promise<Attempted> {
  const go = () => attempt(visit, admitted, known);
  try {
    const inDoubt = known.intent !== undefined && known.intent.unwritten !== true;
    return await (inDoubt ? unsettled(go) : go());
  } catch (error) {
    if (isSize(error)) return { outcome: blocked('size', error.message) };
    return { outcome: expectedOutcome(error) };
  }
}
