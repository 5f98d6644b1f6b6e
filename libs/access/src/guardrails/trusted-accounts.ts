import { parseArn } from '../arn/index.ts';
import { accessKey, sameList } from '../aws-auth/mapping.ts';
import type { ReadRow } from '../aws-auth/reading.ts';
import { wantsInstance } from '../aws-auth/render-templates.ts';
import { decidingRows } from '../merge/live-rows.ts';
import { GROUP_MASTERS, privilegesOf, type PrivilegeRules } from '../privileged/index.ts';
import type { Guardrail, Objection } from './guardrail.ts';

/**
 * Nobody of an account that is not trusted becomes privileged, or more privileged than before (design.md, "Privileged
 * access"), by what the authenticator makes of the rows before and after. Privilege that stands already is left alone.
 */
export const trustedAccounts: Guardrail = {
  name: 'trusted-accounts',
  overridable: true,
  objections: ({ was, is, privilegedFrom, privilegedGroups }) => {
    const wrong: Objection[] = [];
    for (const [principal, rows] of is) {
      const account = parseArn(principal)?.account ?? '';
      if (privilegedFrom.includes(account)) continue;
      const gained = gainOf(was.get(principal) ?? [], rows, { privilegedGroups });
      if (gained === undefined) continue;
      const message = `${rows[0]?.arn ?? principal} would become privileged by ${gained}, and its account ${account} is not trusted here`;
      wrong.push({ principal, message });
    }
    return wrong;
  },
};

/**
 * The first privilege that was not there before. Of several rows that decide any may be the one that is used: where
 * one of them did not give it, it was there by chance alone, and a write may not make it certain. A row that wants an
 * instance's name gives nothing to any other session: a row without it opens what stood there.
 */
function gainOf(was: readonly ReadRow[], is: readonly ReadRow[], rules: PrivilegeRules): string | undefined {
  const [before, after] = [decidingRows(was), decidingRows(is)];
  if (sameList(before.map(accessKey), after.map(accessKey))) return undefined;
  const given = before.map((row) => ({ row, privileges: privilegesOf(row, rules) }));
  for (const row of after) {
    const sure = given.filter((one) => wantsInstance(row) || !wantsInstance(one.row));
    const lacks = (privilege: string) =>
      sure.length === 0 || sure.some(({ privileges }) => !holds(privileges, privilege));
    const gained = privilegesOf(row, rules).find(lacks);
    if (gained !== undefined) return gained;
  }
  return undefined;
}

/** Whoever has every right already has any other privilege too. */
const holds = (privileges: readonly string[], one: string): boolean =>
  privileges.includes(one) || privileges.includes(GROUP_MASTERS);
