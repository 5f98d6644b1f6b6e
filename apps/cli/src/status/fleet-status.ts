import { isGood, type ForeignPrivilege, type OutcomeKind } from '@roster/access';
import type { ClusterStatus, Journal, LeaseHolder, RunHeader } from '@roster/reconcile';
import { reasonOf } from '@roster/workflow';
import { messagesOf } from '../report/cluster-message.ts';
import { STANDINGS } from '../report/outcome-word.ts';

/** The JSON of `roster status`. Times are ISO texts; empty where there is none. */
export interface FleetStatus {
  /** Every cluster of the catalog was looked at, and was as it should be. */
  readonly right: boolean;
  /** Since when: the last time a cluster came right; where the fleet is not right, the first that went wrong. */
  readonly since: string;
  /** The current revision of the catalog; empty where nothing was pushed. */
  readonly revision: string;
  /** Clusters of the catalog; without a catalog, those that runs have visited. */
  readonly clusters: number;
  /** Those of them that no run has visited yet. */
  readonly unseen: number;
  /** When the cluster that was looked at longest ago was looked at. */
  readonly oldestLook: string;
  readonly counts: Readonly<Partial<Record<OutcomeKind, number>>>;
  readonly lastWritingRun: LastWritingRun | null;
  readonly lease: LeaseHolder | null;
  /** Who is privileged on a cluster by access that Roster does not manage, as the last look at it saw it. */
  readonly privileged: readonly PrivilegedOn[];
  /** How many of `attention` need what. */
  readonly needs: Readonly<Record<Need, number>>;
  /** Clusters that are not right, or are held; the worst first, of alike the longest first. */
  readonly attention: readonly Attention[];
}

export interface LastWritingRun {
  readonly run: string;
  readonly at: string;
  readonly state: string;
  /** What ended it before its end, by the word of the fault, and what that said; empty for none. */
  readonly error: string;
  readonly message: string;
}

export interface PrivilegedOn extends ForeignPrivilege {
  /** The cluster's ARN. */
  readonly cluster: string;
}

/**
 * What puts a cluster right: a person has to do something; the next apply does it; nothing is wrong, but it is held, so
 * that no apply would correct it.
 */
export type Need = 'person' | 'apply' | 'release';

export interface Attention {
  readonly cluster: string;
  readonly needs: Need;
  readonly outcome: OutcomeKind | 'unseen';
  readonly reason: string;
  /** What happened, for a person; empty where nothing more is known than the reason says. */
  readonly message: string;
  readonly since: string;
  readonly driftSince: string;
  /** How many changes a rule withheld while the others are written; 0 for none. */
  readonly withheld: number;
  /** The run that told it last. */
  readonly run: string;
  readonly hold: { readonly by: string; readonly reason: string; readonly at: string } | null;
}

/** What is asked: what is in the catalog, and the time. */
export interface StatusQuestion {
  readonly revision: string;
  /** ARNs of the catalog's clusters; undefined where nothing was pushed. */
  readonly clusters: ReadonlySet<string> | undefined;
  readonly now: Date;
}

/** What is known of the fleet, from the status of its clusters, the last runs, and the lease. */
export async function fleetStatus(
  journal: Journal,
  { revision, clusters, now }: StatusQuestion,
): Promise<FleetStatus> {
  const [all, runs, lease] = await Promise.all([
    journal.listStatus(),
    journal.listRuns(50),
    journal.readLease(),
  ]);
  const known = all.filter(({ cluster }) => clusters?.has(cluster) ?? true);
  const seen = known.filter(({ outcome }) => outcome !== undefined);
  const size = clusters?.size ?? known.length;
  const unseen = size - seen.length;
  const wrong = seen.filter(isWrong);
  const right = wrong.length === 0 && unseen === 0 && size > 0;
  const told = known.filter((one) => isWrong(one) || one.hold !== undefined).sort(worstFirst);
  const messages = await messagesOn(journal, told);
  const attention = told.map((one) => attentionOf(one, messages.get(one.cluster)));
  return {
    right,
    since: right
      ? (seen
          .map(({ since = '' }) => since)
          .sort()
          .at(-1) ?? '')
      : (wrong.map(wrongSince).sort()[0] ?? ''),
    revision,
    clusters: size,
    unseen,
    oldestLook: seen.map(({ at = '' }) => at).sort()[0] ?? '',
    counts: countsOf(seen),
    lastWritingRun: lastWriting(runs),
    lease: lease !== undefined && lease.until > now.toISOString() ? lease : null,
    privileged: known
      .flatMap(({ cluster, privileged = [] }) => privileged.map((one) => ({ cluster, ...one })))
      .sort((a, b) => compare(a.cluster, b.cluster) || compare(a.principal, b.principal)),
    needs: countNeeds(attention),
    attention,
  };
}

function countNeeds(attention: readonly Attention[]): FleetStatus['needs'] {
  const needs = { person: 0, apply: 0, release: 0 };
  for (const one of attention) needs[one.needs] += 1;
  return needs;
}

/** What is held differs until somebody releases it; drift that nothing hinders is an apply's to correct. */
function needOf(status: ClusterStatus): Need {
  const { outcome, hold } = status;
  if (outcome !== undefined && !isGood(outcome.kind)) return 'person';
  if (hold === undefined) return 'apply';
  return isWrong(status) ? 'person' : 'release';
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isWrong = ({ outcome, driftSince }: ClusterStatus): boolean =>
  driftSince !== undefined ||
  (outcome !== undefined && (!isGood(outcome.kind) || outcome.kind === 'drifted'));

const wrongSince = ({ driftSince, since = '' }: ClusterStatus): string => driftSince ?? since;

function worstFirst(a: ClusterStatus, b: ClusterStatus): number {
  const rank = ({ outcome }: ClusterStatus) => (outcome === undefined ? -1 : STANDINGS.indexOf(outcome.kind));
  const reasonIn = ({ outcome }: ClusterStatus) => outcome?.reason ?? '';
  return (
    rank(b) - rank(a) ||
    compare(reasonIn(a), reasonIn(b)) ||
    compare(wrongSince(a), wrongSince(b)) ||
    compare(a.cluster, b.cluster)
  );
}

/** What the runs that looked at them last say of clusters that did not end well, by ARN. */
async function messagesOn(
  journal: Journal,
  statuses: readonly ClusterStatus[],
): Promise<ReadonlyMap<string, string>> {
  const lines = statuses.flatMap(({ cluster, outcome, run = '' }) =>
    outcome === undefined || isGood(outcome.kind) ? [] : [{ cluster, run, reason: outcome.reason }],
  );
  const found = [...Map.groupBy(lines, ({ run }) => run)].map(async ([run, its]) => {
    const header = await journal.findRun(run);
    return header === undefined ? [] : [...(await messagesOf(journal, header, its))];
  });
  return new Map((await Promise.all(found)).flat());
}

function attentionOf(status: ClusterStatus, message = ''): Attention {
  const { cluster, outcome, since = '', driftSince = '', run = '', withheld = 0, hold } = status;
  const { by = '', reason = '', at = '' } = hold ?? {};
  return {
    cluster,
    needs: needOf(status),
    outcome: outcome?.kind ?? 'unseen',
    reason: reasonOf(outcome?.reason ?? ''),
    message,
    since,
    driftSince,
    withheld: outcome?.kind === 'blocked' ? withheld : 0,
    run,
    hold: hold === undefined ? null : { by, reason, at },
  };
}

function countsOf(seen: readonly ClusterStatus[]): FleetStatus['counts'] {
  const counts: Partial<Record<OutcomeKind, number>> = {};
  for (const { outcome } of seen)
    if (outcome !== undefined) counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
  return counts;
}

function lastWriting(runs: readonly RunHeader[]): FleetStatus['lastWritingRun'] {
  const run = runs.find(({ mode }) => mode === 'apply' || mode === 'restore');
  if (run === undefined) return null;
  const { state = 'open', error = '', message = '' } = run.closed ?? {};
  return { run: run.run, at: run.openedAt, state, error: reasonOf(error), message };
}
