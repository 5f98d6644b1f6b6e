import { canonicalPrincipal, principalKey, type Outcome } from '@roster/access';
import type { ConnectionFacts, RefusedFault } from '@roster/workflow';
import type { ClusterStatus, Cloud, CloudTarget, Connection } from '../ports/index.ts';

/** A token that a cluster has refused, and what is known beside that: a 401 says no more than that it is one. */
export interface RefusedToken {
  readonly fault: RefusedFault;
  readonly connection: Connection;
  /** ARN of whoever the token is of; empty where that is not known. */
  readonly principal: string;
  /** What is known of the cluster; undefined: nobody asked. */
  readonly status: ClusterStatus | undefined;
  /** ARNs of its access entries; undefined where there are none, or they could not be listed. */
  readonly entries: readonly string[] | undefined;
}

type Denied = Outcome & { readonly message: string };

/** A token is good for 15 minutes after it was signed (facts.md, The token), and STS takes none that is dated 15 ahead. */
const TOKEN_LIFE_MS = 15 * 60_000;

/**
 * Why a cluster refuses a token, as far as can be known from outside: the clock, by the `Date` of its answer; the access
 * entries; and whether anything has let us in before. The message says who was refused, when, and what may be the cause.
 */
export function whyRefused(refused: RefusedToken): Denied {
  const { fault, connection, principal, status } = refused;
  const denied = (reason: string, why: string): Denied => ({
    kind: 'denied',
    reason,
    message: `${fault.message}. ${why}`,
  });
  const off = fault.at === undefined ? 0 : fault.at.getTime() - connection.token.signedAt.getTime();
  if (Math.abs(off) > TOKEN_LIFE_MS) return denied('clock', clockText(off));
  const mode = connection.facts.authenticationMode;
  const stands = holds(refused.entries, principal);
  if (stands === true) return denied('tokenRefused', ENTRY_STANDS);
  const before = letInBefore(status, principal);
  if (mode === 'API' && stands === false) {
    return denied('noEntry', `It has no access entry${before === undefined ? '' : `; ${before}`}`);
  }
  if (before !== undefined) return denied('tokenRefused', `${upper(before)}. ${causes(mode, status)}`);
  if (status === undefined && mode === 'CONFIG_MAP') return denied('noRow', causes(mode, status));
  return mode === 'CONFIG_MAP'
    ? denied('noRow', 'As far as Roster knows, no row of aws-auth has ever let it in')
    : denied('noEntry', `${stands === false ? 'It has no access entry' : NOT_LISTED}${NEVER[mode]}`);
}

const NEVER = {
  API: '',
  API_AND_CONFIG_MAP: ', and no row of aws-auth has let it in, as far as Roster knows',
};
const NOT_LISTED = 'Its access entries could not be listed';
const ENTRY_STANDS =
  'Its access entry stands. An entry is bound to the unique id of the IAM role or user: if that was deleted and made again, delete the entry and run roster bootstrap';

const upper = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function clockText(off: number): string {
  const minutes = Math.round(Math.abs(off) / 60_000);
  return `The cluster's clock shows ${minutes} minutes ${off > 0 ? 'more' : 'less'} than the token says, which is good for 15: this machine's clock is off, or the cluster's`;
}

/** Whether one of the entries is the principal's; undefined where that is not known. */
function holds(entries: readonly string[] | undefined, principal: string): boolean | undefined {
  if (entries === undefined || principal === '') return undefined;
  const key = keyOf(principal);
  return entries.some((entry) => keyOf(entry) === key);
}

const keyOf = (arn: string): string => principalKey(canonicalPrincipal(arn) ?? arn);

/** Outcomes of a run that came in. */
const CAME_IN: ReadonlySet<string> = new Set([
  ...['inSync', 'drifted', 'changed', 'healthy', 'unhealthy', 'rolledBack', 'blocked'],
]);

/** When, and how it is known, that we were let in; undefined where nothing says so. */
function letInBefore(status: ClusterStatus | undefined, principal: string): string | undefined {
  if (status === undefined) return undefined;
  const { outcome, owned, foreign, foreignAccess, at, since } = status;
  // What does not fit into the journal is blocked before anybody looks.
  if (outcome !== undefined && CAME_IN.has(outcome.kind) && outcome.reason !== 'size') {
    return `it was let in at ${at ?? 'the last run'} (${outcome.kind})`;
  }
  const seen = [owned, foreign, foreignAccess].some((known) => known !== undefined);
  if (!seen) return undefined;
  const key = principal === '' ? '' : keyOf(principal);
  const row =
    (owned ?? []).some((one) => one.principal === key) ||
    (foreignAccess ?? []).some(({ arn }) => keyOf(arn) === key);
  const refusedSince =
    outcome?.kind === 'denied' && since !== undefined && since !== ''
      ? `, and is refused since ${since}`
      : '';
  return row ? `its row stood at the last look${refusedSince}` : `it was let in before${refusedSince}`;
}

/** What may have happened to a way in that was there. */
function causes(mode: ConnectionFacts['authenticationMode'], status: ClusterStatus | undefined): string {
  const unreadable =
    status?.outcome?.kind === 'blocked' && status.outcome.reason === 'unparseable'
      ? 'mapRoles could not be read at the last look, and one YAML error there takes every role away'
      : 'mapRoles cannot be read (one YAML error takes every role away)';
  const rows = ['aws-auth has no row for it', 'there is no aws-auth', unreadable];
  const all = mode === 'API_AND_CONFIG_MAP' ? ['it has no access entry', ...rows] : rows;
  return `Possible causes: ${all.join('; ')}. roster doctor --cluster looks which, if you get in yourself`;
}

/** What `whyRefused` needs of AWS. A call that fails leaves its part unknown. */
export async function askAboutRefused(
  cloud: Cloud,
  target: CloudTarget,
  { authenticationMode }: ConnectionFacts,
): Promise<Pick<RefusedToken, 'principal' | 'entries'>> {
  const [principal, entries] = await Promise.all([
    cloud.principal(target).catch(() => ''),
    authenticationMode === 'CONFIG_MAP' ? undefined : cloud.accessEntries(target).catch(() => undefined),
  ]);
  return { principal, entries };
}
