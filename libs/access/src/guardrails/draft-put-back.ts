import { readAwsAuth } from '../aws-auth/read.ts';
import type { AwsAuthData } from '../aws-auth/reading.ts';
import { deniedBy } from '../fleet/denied.ts';
import type { ChangeSet } from '../merge/change-set.ts';
import { givesAll, inverseOf } from '../merge/inverse.ts';
import { remainingChanges } from '../merge/remaining-changes.ts';
import { checkGuardrails, GUARDRAILS } from './check-guardrails.ts';
import { draftWrite } from './draft-write.ts';
import type { Judged, Refusal } from './guardrail.ts';

/** What was written, and what stood before it, as the journal has it: none of that is believed for itself. */
export interface PutBackRequest extends Pick<
  Judged,
  'account' | 'own' | 'protectedPrincipals' | 'privilegedFrom' | 'privilegedGroups' | 'overridable'
> {
  readonly changeSet: ChangeSet;
  readonly snapshot: AwsAuthData;
  /** Principals (ARNs) that may be on no cluster. */
  readonly denied: readonly string[];
}

export interface PutBackDraft {
  readonly data: AwsAuthData;
  /** What does not come back, and why. */
  readonly refusals: readonly Refusal[];
}

/** A rule that a run may pass over does not keep what stood before its own write. */
const OVERRIDES = GUARDRAILS.map(({ name }) => ({ rule: name, reason: 'it stood before our own write' }));

/** What a write of ours brought goes without another decision. */
const DECIDED = { exclusiveDecided: true, prune: false, ended: [] } as const;

/**
 * From what stands after a write to what stood before it: the exact inverse of the recorded changes, and nothing that
 * they do not name. A snapshot is text out of the journal; it is written, to the byte, where it reads as what stands
 * with those changes undone, and differs in nothing but the two lists. Where it does not, the changes are undone in the
 * text that stands. Undefined where what stands does not show the changes: the record is of another write.
 *
 * It is judged as a write is whose run passes over every rule that the deployment lets a run pass over. So what stood
 * before our own write comes back, but for what nobody may override there: nobody of an account that is not trusted
 * becomes privileged, protected principals and our own access lose nothing. Rules about what grants may ask for do not
 * judge it, and who is denied does not come back. What is refused is left out, principal by principal.
 */
export function draftPutBack(live: AwsAuthData, request: PutBackRequest): PutBackDraft | undefined {
  const { changeSet: written, snapshot, denied, ...rules } = request;
  const before = readAwsAuth(live);
  if (before.unreadable.length > 0 || remainingChanges(written, before).length > 0) return undefined;
  const undone = inverseOf(written);
  const isDenied = deniedBy(denied);
  const banned = undone.changes.filter(({ op, principal }) => op !== 'remove' && isDenied(principal));
  const changeSet = { ...undone, changes: undone.changes.filter((change) => !banned.includes(change)) };
  const judged = {
    ...{ ...rules, changeSet, before, owned: [], removals: DECIDED },
    ...{ overrides: OVERRIDES, putBack: true as const },
  };
  if (banned.length === 0 && isInverse(live, request, judged)) return { data: snapshot, refusals: [] };
  const { data, refusals } = draftWrite(live, judged);
  const told = banned.map((change) => ({
    rule: 'denied-principals',
    principal: change.principal,
    message: `${'after' in change ? change.after.arn : change.before.arn} is denied: it does not come back`,
  }));
  return { data, refusals: [...told, ...refusals] };
}

/** What no change set names is the same text in both; what one does, reads as it was, and no rule is against it. */
function isInverse(live: AwsAuthData, { snapshot }: PutBackRequest, judged: Omit<Judged, 'after'>): boolean {
  const keys = new Set([...Object.keys(live), ...Object.keys(snapshot)]);
  const others = [...keys].filter((key) => key !== 'mapRoles' && key !== 'mapUsers');
  if (others.some((key) => live[key] !== snapshot[key])) return false;
  const after = readAwsAuth(snapshot);
  if (after.unreadable.length > 0 || !givesAll(judged.changeSet, after)) return false;
  return checkGuardrails({ ...judged, after }).refusals.length === 0;
}
