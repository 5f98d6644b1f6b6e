import type { Outcome } from '@roster/access';
import type { Mode } from '@roster/workflow';
import type { ClusterStatus, StatusPatch } from '../ports/index.ts';
import { writeDecision } from '../write/write-decision.ts';
import { blocked, blockedBy, type Attempted } from './applied.ts';
import type { Decision } from './decide.ts';
import { isTooLarge, TOO_LARGE } from './draft-part.ts';
import { expectedOutcome } from './expected-outcome.ts';
import { factsOf, hasNews, nothingToWrite, staysDifferent, withheldIn } from './facts.ts';
import type { Known } from './recall.ts';
import { exclusivityOf } from './removal-rules.ts';
import { driftOf, foreignSeen, privilegeThatStands, remember } from './remember.ts';
import { keyOfVisit, type WriteVisit } from './visit.ts';
import type { Look } from './way-in.ts';

interface Decided {
  readonly mode: Mode;
  readonly known: Known;
  readonly look: Look;
  readonly decision: Decision;
}

/** From a decision to its outcome: what forbids it, what needs no write, what a plan reports, and the write. */
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
  const done = nothingToWrite(finding);
  const bar = unwritable(look, decision);
  if (mode !== 'plan' && decision.holdEnds && bar === undefined)
    await remember(visit, status, { hold: null });
  if (bar === undefined && !done && mode !== 'plan') return undefined;
  const { journal, clock } = visit.deps;
  if (hasNews(finding)) await journal.putFinding(keyOfVisit(visit), finding, clock());
  await remember(visit, status, {
    ...seenRows(mode, status, decision),
    ...(done ? asAllowed(visit, { mode, known, decision }) : {}),
    ...driftOf(visit, status, !done || staysDifferent(finding)),
  });
  const ended = bar ?? blockedBy(finding);
  if (ended !== undefined) return ended;
  if (!done) return { kind: 'drifted', reason: '' };
  return finding.shadowed.length > 0
    ? blocked('shadowed', shadowedBy(finding))
    : { kind: 'inSync', reason: '' };
}

/**
 * What the API server would refuse, or undo: nobody can make a ConfigMap mutable again, and one that is being deleted
 * goes, with every row, once its finalizers let go. That is reported even where nothing is to be written.
 */
function unwritable({ live }: Look, { finding, data }: Decision): Outcome | undefined {
  if (live?.deleting) return blocked('deleting', 'aws-auth has a deletionTimestamp');
  if (nothingToWrite(finding)) return undefined;
  if (live?.immutable) return blocked('immutable', 'aws-auth has immutable: true');
  return isTooLarge(live, data) ? blocked('size', TOO_LARGE) : undefined;
}

/** The first of them: there may be as many as grants. */
function shadowedBy({ shadowed }: Decision['finding']): string {
  const more = shadowed.length > 5 ? ` and ${shadowed.length - 5} more` : '';
  return `access entries override the rows of ${shadowed.slice(0, 5).join(', ')}${more}`;
}

/** What is adopted is ours from now on, once an apply has seen it. */
function asAllowed(
  { task }: WriteVisit,
  { mode, known: { status }, decision: { finding } }: Omit<Decided, 'look'>,
): StatusPatch {
  if (mode === 'plan') return {};
  const { owned } = finding.changeSet;
  return { owned, withheld: withheldIn(finding), ...exclusivityOf(task, status, finding) };
}

/**
 * New foreign rows are reported until an apply has reported them; a plan only makes the first list. All of them, and the
 * privileged ones, are remembered as they stand, by every look at a document that can be read.
 */
function seenRows(mode: Mode, { foreign }: ClusterStatus, decision: Decision): StatusPatch {
  const { finding, foreignNow, privilegedNow } = decision;
  if (finding.refusals.some(({ rule }) => rule === 'unparseable')) return {};
  return {
    ...(mode !== 'plan' || foreign === undefined ? { foreign: foreignSeen(finding) } : {}),
    foreignAccess: foreignNow,
    ...privilegeThatStands(privilegedNow),
  };
}
