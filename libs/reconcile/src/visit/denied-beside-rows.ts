import { canonicalPrincipal, deniedBy, parseArn, type OwnIdentity, type Refusal } from '@roster/access';
import { keyOf, type Seen } from './seen.ts';

interface Rules {
  /** ARNs of principals that may be on no cluster. */
  readonly denied: readonly string[];
  readonly own: readonly OwnIdentity[];
  readonly protectedPrincipals: readonly string[];
}

/** All ways in beside rows that denied principals still have. */
export function deniedBesideRows(seen: Seen, rules: Rules): readonly Refusal[] {
  return [...deniedEntries(seen, rules), ...deniedAccounts(seen, rules)];
}

/**
 * Whoever has no row and is of an account of `mapAccounts` comes in under its ARN, without groups (facts.md, What the
 * authenticator reads in aws-auth). Roster never changes that list.
 */
function deniedAccounts({ reading: { accounts } }: Seen, { denied }: Rules): readonly Refusal[] {
  return denied.flatMap((principal) => {
    const arn = canonicalPrincipal(principal) ?? principal;
    const account = parseArn(arn)?.account ?? '';
    if (account === '' || !accounts.includes(account)) return [];
    const message = `${arn} is denied, and still comes in, without groups: its account ${account} is in mapAccounts; take that out by hand`;
    return [{ rule: 'deniedAccount', principal: keyOf(arn), message }];
  });
}

/**
 * The access entries by which denied principals still get in (design.md, "Removals"). Entries are written by a later
 * version: until then a cluster that has one is `blocked: deniedEntry`, so that nobody takes it for done.
 */
function deniedEntries({ entries }: Seen, rules: Rules): readonly Refusal[] {
  if (rules.denied.length === 0) return [];
  const isDenied = deniedBy(rules.denied);
  const kept = new Set([...rules.own.map(({ arn }) => arn), ...rules.protectedPrincipals].map(keyOf));
  return [...entries]
    .filter(([, arn]) => isDenied(arn))
    .map(([principal, arn]) => ({
      rule: 'deniedEntry',
      principal,
      message: kept.has(principal)
        ? `${arn} is denied and has an access entry, but is Roster's own identity or protected: take it out of "denied"`
        : `${arn} is denied, and its access entry still lets it in: delete the entry (aws eks delete-access-entry)`,
    }));
}
