import { isGood } from '@roster/access';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { clusterLabel } from '../report/cluster-label.ts';
import { elapsed } from '../report/elapsed.ts';
import { countsLine, standingText } from '../report/outcome-word.ts';
import type { Attention, FleetStatus } from './fleet-status.ts';

const SHOWN = 20;

/** The fleet's status as text: is it right, since when, who writes, which clusters need someone, what to do next. */
export function renderStatus(status: FleetStatus, paint: Paint, now: Date): string {
  const { clusters, unseen, revision, lastWritingRun: last, lease, since, oldestLook } = status;
  if (clusters === 0) return 'there is no fleet yet: roster catalog push FILE… stores one\n';
  const rows = [
    [status.right ? 'right since' : 'not right since', when(since, now)],
    ['last looked at', unseen === clusters ? 'never' : `${when(oldestLook, now)}, or later`],
    ['outcomes', countsLine(status.counts, paint)],
    ['last writing run', last === null ? 'none yet' : `${last.run} (${last.state}), ${when(last.at, now)}`],
    ['lease', lease === null ? 'free' : `run ${safe(lease.run)}, until ${lease.until}`],
  ].filter(([, value]) => value !== '');
  return [
    `${headline(status, paint)} ${paint('dim', `· ${plural(clusters, 'cluster')}${revision === '' ? '' : `, revision ${revision}`}`)}\n`,
    table(rows, { indent: 2 }),
    attentionTable(status, paint, now),
    next(status, paint),
  ].join('');
}

function headline({ right, attention, unseen }: FleetStatus, paint: Paint): string {
  if (right) return paint('green', 'The fleet is right');
  const wrong = attention.filter(({ outcome }) => outcome !== 'unseen').length;
  const parts = [
    ...(wrong > 0 ? [`${plural(wrong, 'cluster needs', 'clusters need')} someone`] : []),
    ...(unseen > 0 ? [`${plural(unseen, 'cluster')} never looked at`] : []),
  ];
  return paint('yellow', parts.join(', '));
}

/** `2026-11-24T10:44:26Z (2 h 5 min ago)`. */
function when(at: string, now: Date): string {
  if (at === '') return '';
  return `${at.replace(/\.\d+Z$/, 'Z')} (${elapsed(at, now.toISOString())} ago)`;
}

function attentionTable({ attention }: FleetStatus, paint: Paint, now: Date): string {
  if (attention.length === 0) return '';
  const rows = attention
    .slice(0, SHOWN)
    .map((one) => [
      clusterLabel(one.cluster),
      one.outcome === 'unseen'
        ? 'not looked at yet'
        : standingText({ kind: one.outcome, reason: one.reason }, paint),
      one.since === '' ? '' : `for ${elapsed(one.since, now.toISOString())}`,
      remarks(one, now),
    ]);
  const rest = attention.length - rows.length;
  return `\n${table(rows, { indent: 2 })}${rest > 0 ? `  and ${plural(rest, 'more cluster')}\n` : ''}`;
}

function remarks({ outcome, driftSince, since, hold }: Attention, now: Date): string {
  const drift = driftSince === '' || (outcome === 'drifted' && driftSince === since);
  return [
    ...(drift ? [] : [`drifted for ${elapsed(driftSince, now.toISOString())}`]),
    ...(hold === null ? [] : [`held by ${safe(hold.by)}: ${safe(hold.reason)}`]),
  ].join('; ');
}

/** What to do, the most pressing first. */
function next({ counts, attention, unseen }: FleetStatus, paint: Paint): string {
  const worst = attention.find(
    ({ run, outcome }) => run !== '' && (outcome === 'unseen' || !isGood(outcome)),
  );
  const steps = [
    ...(unseen > 0 ? [['roster plan', 'looks at every cluster']] : []),
    ...((counts.drifted ?? 0) > 0 ? [['roster apply', 'corrects the drift']] : []),
    ...(attention.some(({ hold }) => hold !== null)
      ? [['roster release CLUSTER', 'ends a hold, once it is known why']]
      : []),
    ...(worst !== undefined ? [[`roster runs show ${worst.run}`, 'tells what each cluster needs']] : []),
  ];
  return steps.length === 0 ? '' : `\n${paint('bold', 'Next')}\n${table(steps, { indent: 2 })}`;
}
