import { droppedRows } from './dropped-rows.ts';
import { rowsByPrincipal } from '../merge/live-rows.ts';
import { grantRules } from './grant-rules.ts';
import type { Compared, Guardrail, Judged, Override, Refusal } from './guardrail.ts';
import { lintErrors } from './lint-errors.ts';
import { deniedPrincipals } from './denied-principals.ts';
import { nodeRows } from './node-rows.ts';
import { ownAccess } from './own-access.ts';
import { protectedPrincipals } from './protected.ts';
import { removals } from './removals.ts';
import { trustedAccounts } from './trusted-accounts.ts';
import { unparseable } from './unparseable.ts';

/** Every rule, the ones that nobody may pass over first: a cluster is `blocked` by the first that refuses. */
export const GUARDRAILS: readonly Guardrail[] = [
  unparseable,
  droppedRows,
  grantRules,
  lintErrors,
  deniedPrincipals,
  ownAccess,
  nodeRows,
  protectedPrincipals,
  trustedAccounts,
  removals,
];

/** Why an override cannot name this rule: there is no such rule, or nobody may pass over it; undefined when it can. */
export function whyNoOverride(name: string): string | undefined {
  const rule = GUARDRAILS.find((one) => one.name === name);
  if (rule?.overridable === true) return undefined;
  const [can, cannot] = [true, false].map((is) =>
    GUARDRAILS.filter(({ overridable }) => overridable === is)
      .map((one) => one.name)
      .join(', '),
  );
  const what = rule === undefined ? `there is no guardrail "${name}"` : `nobody can override ${name}`;
  return `${what}; an override can name ${String(can)}, and cannot name ${String(cannot)}`;
}

export interface Judgement {
  readonly refusals: readonly Refusal[];
  /** The overrides that were needed: each passed over a rule that would have refused. To be recorded. */
  readonly overridden: readonly Override[];
}

/**
 * Judges a change set by every rule (design.md, Rules of a write 6). It may be written when nothing is refused. An
 * override counts where its rule can be overridden, here too, and a reason is given.
 */
export function checkGuardrails(judged: Judged): Judgement {
  const compared = { ...judged, was: rowsByPrincipal(judged.before), is: rowsByPrincipal(judged.after) };
  // Of a document that cannot be read the other rules know nothing.
  const unread = refusalsOf(unparseable, compared);
  if (unread.length > 0) return { refusals: unread, overridden: [] };
  const refusals: Refusal[] = [];
  const overridden: Override[] = [];
  for (const rule of GUARDRAILS) {
    if (judged.putBack === true && rule.grantsOnly === true) continue;
    const refused = refusalsOf(rule, compared);
    const override = judged.overrides.find((one) => overrides(one, rule));
    if (override === undefined) refusals.push(...refused);
    else if (judged.overridable?.includes(rule.name) === false) refusals.push(...refused.map(barred));
    else if (refused.length > 0) overridden.push(override);
  }
  return { refusals, overridden };
}

function refusalsOf({ name, objections }: Guardrail, compared: Compared): readonly Refusal[] {
  return objections(compared).map((objection) => ({ rule: name, ...objection }));
}

/** Else whoever gave an override would look for a slip of theirs. */
const barred = (refusal: Refusal): Refusal => ({
  ...refusal,
  message: `${refusal.message} (this deployment lets nobody override ${refusal.rule})`,
});

function overrides({ rule, reason }: Override, { name, overridable }: Guardrail): boolean {
  return overridable && rule === name && reason.trim() !== '';
}
