import type { Judged } from './guardrail.ts';

/**
 * What a deployment fixes: a catalog, or a run, can only tighten it (design.md, Rules of a write 6). What is absent is
 * not fixed.
 */
export interface Limits {
  /** ARNs that no run may remove. */
  readonly protected?: readonly string[];
  /** The only other accounts whose principals may come to hold `system:masters`. */
  readonly trustedAccounts?: readonly string[];
  /** Names of the only guardrails that may be overridden. */
  readonly overridable?: readonly string[];
}

/** What a catalog says of the same things, and the account of the cluster. */
export interface Asked {
  readonly account: string;
  readonly protected: readonly string[];
  readonly trustedAccounts: readonly string[];
}

/**
 * What the guardrails are to go by: protected is who either protects, trusted whom both trust. A cluster's own account
 * needs no trust.
 */
export function withinLimits(
  asked: Asked,
  limits: Limits,
): Pick<Judged, 'protectedPrincipals' | 'mastersFrom' | 'overridable'> {
  const fixed = limits.trustedAccounts;
  const trusted = asked.trustedAccounts.filter((account) => fixed?.includes(account) ?? true);
  return {
    protectedPrincipals: [...new Set([...(limits.protected ?? []), ...asked.protected])],
    mastersFrom: [asked.account, ...trusted],
    ...(limits.overridable === undefined ? {} : { overridable: limits.overridable }),
  };
}
