import { isGood, type OutcomeKind } from '@roster/access';
import type { ClusterStatus, Journal, LeaseHolder, RunHeader } from '@roster/reconcile';
import { reasonOf } from '@roster/workflow';
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
  readonly lastWritingRun: { readonly run: string; readonly at: string; readonly state: string } | null;
  readonly lease: LeaseHolder | null;
  /** Clusters that are not right, or are held; the worst first, of alike the longest first. */
  readonly attention: readonly Attention[];
}

export interface Attention {
  readonly cluster: string;
  readonly outcome: OutcomeKind | 'unseen';
  readonly reason: string;
  readonly since: string;
  readonly driftSince: string;
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
    attention: known
      .filter((one) => isWrong(one) || one.hold !== undefined)
      .sort(worstFirst)
      .map(attentionOf),
  };
}

const isWrong = ({ outcome, driftSince }: ClusterStatus): boolean =>
  driftSince !== undefined ||
  (outcome !== undefined && (!isGood(outcome.kind) || outcome.kind === 'drifted'));

const wrongSince = ({ driftSince, since = '' }: ClusterStatus): string => driftSince ?? since;

function worstFirst(a: ClusterStatus, b: ClusterStatus): number {
  const rank = ({ outcome }: ClusterStatus) => (outcome === undefined ? -1 : STANDINGS.indexOf(outcome.kind));
  return rank(b) - rank(a) || (wrongSince(a) < wrongSince(b) ? -1 : 1);
}

function attentionOf({
  cluster,
  outcome,
  since = '',
  driftSince = '',
  run = '',
  hold,
}: ClusterStatus): Attention {
  const { by = '', reason = '', at = '' } = hold ?? {};
  return {
    cluster,
    outcome: outcome?.kind ?? 'unseen',
    reason: reasonOf(outcome?.reason ?? ''),
    since,
    driftSince,
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
  return run === undefined ? null : { run: run.run, at: run.openedAt, state: run.closed?.state ?? 'open' };
}
