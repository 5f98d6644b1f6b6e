import type { Outcome } from '@roster/access';
import type { Mode } from '@roster/workflow';
import type { ClusterStatus, StatusPatch } from '../ports/index.ts';
import { writeDecision } from '../write/write-decision.ts';
import { blocked, type Attempted } from './applied.ts';
import { factsOf, nothingToWrite, tells, type Decision } from './decide.ts';
import { expectedOutcome } from './expected-outcome.ts';
import { holds } from './hold.ts';
import type { Known } from './recall.ts';
import { foreignSeen, remember } from './remember.ts';
import type { WriteVisit } from './visit.ts';
import type { Look } from './way-in.ts';

interface Decided {
  readonly mode: Mode;
  readonly known: Known;
  readonly look: Look;
  readonly decision: Decision;
}

/** From a decision to its outcome: what forbids it, what needs no write, what a plan tells, and the write. */
export async function carryOut(visit: WriteVisit, decided: Decided): Promise<Attempted> {
  const facts = factsOf(visit.task, decided.decision.finding);
  const ended = await endedEarly(visit, decided);
  if (ended !== undefined) return { facts, outcome: ended };
  try {
    const written = await writeDecision(visit, decided);
    return typeof written === 'string' ? written : { facts, ...written };
  } catch (error) {
    return { facts, outcome: expectedOutcome(error) };
  }
}

/** The outcome where nothing is written, with what it found kept in the journal; undefined when it is to be written. */
async function endedEarly(
  visit: WriteVisit,
  { mode, known, look, decision }: Decided,
): Promise<Outcome | undefined> {
  const { finding } = decision;
  const { status } = known;
  const forbidden = forbids(mode, status, decision) ?? frozen(look, decision);
  const done = nothingToWrite(finding);
  if (forbidden === undefined && mode !== 'plan' && status.hold !== undefined) {
    await remember(visit, status, { hold: null });
  }
  if (forbidden === undefined && !done && mode !== 'plan') return undefined;
  if (tells(finding)) await visit.deps.journal.putFinding(visit.run, visit.target.cluster.arn, finding);
  const patch = forbidden === undefined && done ? asDesired(mode, decision) : drifts(visit, status, done);
  await remember(visit, status, { ...seenRows(mode, status, decision), ...patch });
  if (forbidden !== undefined) return forbidden;
  if (!done) return { kind: 'drifted', reason: '' };
  return finding.shadowed.length > 0 ? blocked('shadowed') : { kind: 'inSync', reason: '' };
}

/** A guardrail, or a hold; a plan is told what it would find without the hold. */
function forbids(mode: Mode, { hold }: ClusterStatus, { finding }: Decision): Outcome | undefined {
  const [refusal] = finding.refusals;
  if (mode !== 'plan' && hold !== undefined && holds(hold, finding.changeSet)) return blocked('held');
  return refusal && blocked(refusal.rule);
}

/** The API server would answer 422, as to a bad document; and nobody can make the ConfigMap mutable again. */
function frozen({ live }: Look, { finding }: Decision): Outcome | undefined {
  return live?.immutable && !nothingToWrite(finding) ? blocked('immutable') : undefined;
}

/** What is adopted is ours from now on, once an apply has seen it. */
function asDesired(mode: Mode, { finding }: Decision): StatusPatch {
  return { driftSince: null, ...(mode === 'plan' ? {} : { owned: finding.changeSet.owned }) };
}

function drifts({ deps }: WriteVisit, { driftSince }: ClusterStatus, done: boolean): StatusPatch {
  return done ? {} : { driftSince: driftSince ?? deps.clock().toISOString() };
}

/** New foreign rows are told until an apply has told of them; a plan only makes the first list. */
function seenRows(mode: Mode, { foreign }: ClusterStatus, { finding }: Decision): StatusPatch {
  const readable = finding.refusals.every(({ rule }) => rule !== 'unparseable');
  return readable && (mode !== 'plan' || foreign === undefined) ? { foreign: foreignSeen(finding) } : {};
}
