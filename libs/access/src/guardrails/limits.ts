import type { Judged } from './guardrail.ts';

/**
 * What a deployment fixes: a catalog, or a run, can only tighten it (design.md, Rules of a write 6). What is absent is
 * not fixed.
 */
export interface Limits {
  /** ARNs that no run may remove. */
  readonly protected?: readonly string[];
  /** The only other accounts whose principals may become privileged. */
  readonly trustedAccounts?: readonly string[];
  /** Groups that count as privileged, besides those that the catalog names. */
  readonly privilegedGroups?: readonly string[];
  /** Names of the only guardrails that may be overridden. */
  readonly overridable?: readonly string[];
}

/** What a catalog says of the same things, and the account of the cluster. */
export interface Asked {
  readonly account: string;
  readonly protected: readonly string[];
  readonly trustedAccounts: readonly string[];
  readonly privilegedGroups: readonly string[];
}

/**
 * What the guardrails are to go by: protected is who either protects, trusted whom both trust, privileged what either
 * names. A cluster's own account needs no trust.
 */
export function withinLimits(
  asked: Asked,
  limits: Limits,
): Pick<Judged, 'account' | 'protectedPrincipals' | 'privilegedFrom' | 'privilegedGroups' | 'overridable'> {
  const fixed = limits.trustedAccounts;
  const trusted = asked.trustedAccounts.filter((account) => fixed?.includes(account) ?? true);
  return {
    account: asked.account,
    protectedPrincipals: [...new Set([...(limits.protected ?? []), ...asked.protected])],
    privilegedFrom: [asked.account, ...trusted],
    privilegedGroups: [...new Set([...(limits.privilegedGroups ?? []), ...asked.privilegedGroups])],
    ...(limits.overridable === undefined ? {} : { overridable: limits.overridable }),
  };
}
