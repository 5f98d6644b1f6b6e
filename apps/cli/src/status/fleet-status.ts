import { isGood, type OutcomeKind } from '@roster/access';
import type { ClusterStatus, Journal, LeaseHolder, RunHeader } from '@roster/reconcile';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { outcomeWord } from '../report/outcome-word.ts';

/** The JSON of `roster status`. */
export interface FleetStatus {
  readonly right: boolean;
  readonly clusters: number;
  readonly counts: Readonly<Partial<Record<OutcomeKind, number>>>;
  readonly lastWritingRun: { readonly run: string; readonly at: string; readonly state: string } | null;
  readonly lease: LeaseHolder | null;
  readonly attention: readonly Attention[];
}
export interface Attention {
  readonly cluster: string;
  readonly outcome: OutcomeKind | 'unseen';
  readonly reason: string;
  readonly since: string;
  readonly driftSince: string;
  readonly hold: { readonly by: string; readonly reason: string; readonly at: string } | null;
}

/** What is known of the fleet, from the status of its clusters, the last runs, and the lease. */
export async function fleetStatus(journal: Journal, now: Date): Promise<FleetStatus> {
  const [status, runs, lease] = await Promise.all([
    journal.listStatus(),
    journal.listRuns(50),
    journal.readLease(),
  ]);
  const counts: Partial<Record<OutcomeKind, number>> = {};
  for (const { outcome } of status)
    if (outcome !== undefined) counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
  const attention = status.filter(needsSomeone).map(attentionOf);
  return {
    right: attention.length === 0,
    clusters: status.length,
    counts,
    lastWritingRun: lastWriting(runs),
    lease: lease !== undefined && lease.until > now.toISOString() ? lease : null,
    attention,
  };
}

const needsSomeone = ({ outcome, hold, driftSince }: ClusterStatus): boolean =>
  hold !== undefined ||
  driftSince !== undefined ||
  (outcome !== undefined && (!isGood(outcome.kind) || outcome.kind === 'drifted'));

function attentionOf({ cluster, outcome, since = '', driftSince = '', hold }: ClusterStatus): Attention {
  const { by = '', reason = '', at = '' } = hold ?? {};
  return {
    cluster,
    outcome: outcome?.kind ?? 'unseen',
    reason: outcome?.reason ?? '',
    since,
    driftSince,
    hold: hold === undefined ? null : { by, reason, at },
  };
}

function lastWriting(runs: readonly RunHeader[]): FleetStatus['lastWritingRun'] {
  const run = runs.find(({ mode }) => mode === 'apply' || mode === 'restore');
  return run === undefined ? null : { run: run.run, at: run.openedAt, state: run.closed?.state ?? 'open' };
}

const SHOWN = 20;

export function renderStatus(status: FleetStatus, paint: Paint): string {
  const { right, clusters, lastWritingRun: last, lease, attention } = status;
  if (clusters === 0) return 'no cluster was ever visited: roster plan looks at them\n';
  const head = right
    ? paint('green', 'The fleet is right')
    : paint('yellow', `${plural(attention.length, 'cluster')} need someone`);
  const lines = [
    `${paint('bold', head)} ${paint('dim', `· ${plural(clusters, 'cluster')} known`)}`,
    `  last writing run  ${last === null ? 'none yet' : `${last.run} (${last.state})`}`,
    `  lease             ${lease === null ? 'free' : `run ${lease.run} until ${lease.until}`}`,
  ];
  return `${lines.join('\n')}\n${attentionTable(attention, paint)}${next(status)}`;
}

function attentionTable(attention: readonly Attention[], paint: Paint): string {
  const rows = attention
    .slice(0, SHOWN)
    .map(({ cluster, outcome, reason, since, driftSince, hold }) => [
      clusterLabel(cluster),
      `${outcome === 'unseen' ? 'not seen yet' : outcomeWord(outcome, paint)}${reason === '' ? '' : `: ${safe(reason)}`}`,
      since === '' ? '' : `since ${since}`,
      [
        driftSince === '' ? '' : `drift since ${driftSince}`,
        hold === null ? '' : `held by ${safe(hold.by)}: ${safe(hold.reason)}`,
      ]
        .filter(Boolean)
        .join('; '),
    ]);
  const more = attention.length - rows.length;
  return `${table(rows, { indent: 2 })}${more > 0 ? `  and ${plural(more, 'more cluster')}\n` : ''}`;
}

function next({ counts, attention }: FleetStatus): string {
  if (attention.some(({ hold }) => hold !== null))
    return 'next: look at what is held, then roster release CLUSTER\n';
  if ((counts.drifted ?? 0) > 0) return 'next: roster apply corrects the drift\n';
  return attention.length > 0 ? 'next: roster runs show RUN tells what each of them needs\n' : '';
}
