import { parseArn, principalKey } from '../arn/index.ts';
import type { Reading, ReadRow } from './reading.ts';
import { renderTemplates, type Rendered, type SessionFacts } from './render-templates.ts';

/** As whom somebody comes in, templates not yet rendered, and by what. */
export interface Match {
  readonly username: string;
  readonly groups: readonly string[];
  readonly by: 'role' | 'user' | 'account';
  /** Absent: by `mapAccounts`. */
  readonly row?: ReadRow;
}

/** Who calls: the canonical ARN, and what a template may ask of the session. */
export interface SessionCaller {
  readonly arn: string;
  readonly session: SessionFacts;
}

/** One way in that the authenticator may take: as whom, templates filled in, or why it refuses there. */
export type Admission = Rendered & { readonly by: Match['by']; readonly row?: ReadRow };

/**
 * What the authenticator may give a caller with that canonical ARN: it compares ARNs in any letter case, roles before
 * users (whatever list a row of that principal stands in), `mapAccounts` last, with the ARN as the username and no
 * groups (facts.md). Several: rows whose ARNs differ in letter case alone, of which one counts by chance (a Go map has
 * no order). None: a 401.
 */
export function matchesOf(reading: Reading, arn: string): readonly Match[] {
  const wanted = principalKey(arn);
  for (const [rows, by] of [
    [reading.roles, 'role'],
    [reading.users, 'user'],
  ] as const) {
    const found = rows.filter((row) => row.principal === wanted);
    if (found.length > 0)
      return found.map((row) => ({ username: row.username, groups: row.groups, by, row }));
  }
  const account = parseArn(arn)?.account;
  if (account === undefined || !reading.accounts.includes(account)) return [];
  return [{ username: arn, groups: [], by: 'account' }];
}

/**
 * Every way in that the authenticator may take for a caller: usually one, none (a 401), or several where chance
 * decides. A refusal is an answer: where a row names the caller, nothing behind it is asked (pkg/server/server.go,
 * doMapping). The username that `mapAccounts` gives is not rendered.
 */
export function admissionsOf(reading: Reading, { arn, session }: SessionCaller): readonly Admission[] {
  return matchesOf(reading, arn).map(({ username, groups, by, row }) => {
    const rendered: Rendered =
      by === 'account' ? { username, groups, open: [] } : renderTemplates({ username, groups }, session);
    return { ...rendered, by, ...(row === undefined ? {} : { row }) };
  });
}
