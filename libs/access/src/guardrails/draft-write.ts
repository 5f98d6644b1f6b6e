import { UneditableError } from '../aws-auth/edit.ts';
import { readAwsAuth } from '../aws-auth/read.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { applyChanges } from '../merge/apply-changes.ts';
import { checkGuardrails, type Judgement } from './check-guardrails.ts';
import type { Judged } from './guardrail.ts';

export interface Draft extends Judgement {
  /** What to write; only there when nothing is refused. The same value as the live data when nothing changes. */
  readonly data?: AwsAuthData;
}

/**
 * From a change set to the text that may be written: makes the changes, reads the result back by the authenticator's
 * rules, and judges it by every guardrail. Never throws for a document that is wrong or cannot be edited: that is a
 * refusal, by `unparseable` or `uneditable`, and no override passes over either.
 */
export function draftWrite(live: AwsAuthData, request: Omit<Judged, 'after'>): Draft {
  if (request.before.unreadable.length > 0) return checkGuardrails({ ...request, after: request.before });
  let data: AwsAuthData;
  try {
    data = applyChanges(live, request.changeSet);
  } catch (error) {
    if (!(error instanceof UneditableError)) throw error;
    return { refusals: [{ rule: 'uneditable', message: error.message }], overridden: [] };
  }
  const judgement = checkGuardrails({ ...request, after: readAwsAuth(data) });
  return judgement.refusals.length > 0 ? judgement : { ...judgement, data };
}
