import { UneditableError } from '../aws-auth/edit.ts';
import { readAwsAuth } from '../aws-auth/read.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { applyChanges } from '../merge/apply-changes.ts';
import type { Change, ChangeSet } from '../merge/change-set.ts';
import { withhold } from '../merge/withhold.ts';
import { checkGuardrails, GUARDRAILS, type Judgement } from './check-guardrails.ts';
import type { Judged, Override, Refusal } from './guardrail.ts';
import { uneditable } from './uneditable.ts';

/** What may be written of a change set, and what may not. */
export interface Draft {
  /** The change set without what is withheld. */
  readonly changeSet: ChangeSet;
  /** The changes that are refused: with those of `changeSet` they are the changes that were asked for. */
  readonly withheld: readonly Change[];
  /** Why; the rule that the cluster is blocked by stands first. Empty when all may be written. */
  readonly refusals: readonly Refusal[];
  /** The overrides that were needed. To be recorded. */
  readonly overridden: readonly Override[];
  /** The text to write. The same value as the live data when nothing changes. */
  readonly data: AwsAuthData;
}

/**
 * From a change set to the text that may be written: makes the changes, reads the result back by the authenticator's
 * rules, and judges it by every guardrail. Where a refusal names a principal, the change of that principal is withheld,
 * and the rest is drafted again, until nothing is refused; a refusal that names none withholds everything (design.md,
 * "Removals"). Never throws for a document that is wrong or cannot be edited: that is a refusal, by `unparseable` or
 * `uneditable`, and no override passes over either.
 */
export function draftWrite(live: AwsAuthData, request: Omit<Judged, 'after'>): Draft {
  let { changeSet } = request;
  const withheld: Change[] = [];
  const refusals: Refusal[] = [];
  const overridden = new Map<string, Override>();
  for (;;) {
    const tried = draftOnce(live, { ...request, changeSet });
    for (const one of tried.overridden) overridden.set(one.rule, one);
    if (tried.refusals.length === 0) {
      const { data } = tried;
      return { changeSet, withheld, refusals: inOrder(refusals), overridden: [...overridden.values()], data };
    }
    refusals.push(...tried.refusals);
    const rest = withhold(changeSet, refusedBy(tried.refusals, changeSet), request.owned);
    withheld.push(...rest.withheld);
    ({ changeSet } = rest);
    // Nothing is left that could be written: of a document that cannot be read this would be refused for ever.
    if (changeSet.changes.length === 0) {
      return {
        changeSet,
        withheld,
        refusals: inOrder(refusals),
        overridden: [...overridden.values()],
        data: live,
      };
    }
  }
}

interface Tried extends Judgement {
  readonly data: AwsAuthData;
}

function draftOnce(live: AwsAuthData, request: Omit<Judged, 'after'>): Tried {
  const { before, changeSet } = request;
  if (before.unreadable.length > 0) return { ...checkGuardrails({ ...request, after: before }), data: live };
  let data: AwsAuthData;
  try {
    data = applyChanges(live, changeSet);
  } catch (error) {
    if (!(error instanceof UneditableError)) throw error;
    return { refusals: uneditable(live, changeSet, error), overridden: [], data: live };
  }
  return { ...checkGuardrails({ ...request, after: readAwsAuth(data) }), data };
}

/** Which changes the refusals are about: all of them where one names no principal, or none that changes. */
function refusedBy(refusals: readonly Refusal[], { changes }: ChangeSet): (change: Change) => boolean {
  const changing = new Set(changes.map(({ principal }) => principal));
  const named = new Set(refusals.map(({ principal }) => principal));
  const known = [...named].every((principal) => principal !== undefined && changing.has(principal));
  return ({ principal }) => !known || named.has(principal);
}

/** First what names nobody, for it withholds everything; then in the order of the rules. */
function inOrder(refusals: readonly Refusal[]): readonly Refusal[] {
  const rank = ({ rule, principal }: Refusal) =>
    principal === undefined ? -1 : GUARDRAILS.findIndex(({ name }) => name === rule);
  return refusals.toSorted((a, b) => rank(a) - rank(b));
}
