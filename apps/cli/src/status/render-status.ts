import type { LeaseHolder } from '@roster/reconcile';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { renderByPrincipal } from '../report/by-principal.ts';
import { elapsed } from '../report/elapsed.ts';
import { countsLine } from '../report/outcome-word.ts';
import type { FleetStatus, LastWritingRun } from './fleet-status.ts';
import { renderAttention } from './render-attention.ts';
import { renderNext } from './render-next.ts';

/** How many entries each list shows; the JSON has all. */
const END = { limit: 20, whole: 'roster status -o json' } as const;

/**
 * The fleet's status as text, read from its end: who is privileged, which clusters wait or need someone, and last, where a
 * person looks first, whether the fleet is right, since when, who writes, and what to do.
 */
export function renderStatus(status: FleetStatus, paint: Paint, now: Date): string {
  if (status.clusters === 0) return 'there is no fleet yet: roster catalog push FILE… stores one\n';
  const parts = [
    privilegedTable(status, paint),
    renderAttention(status, { paint, now, end: END }),
    facts(status, paint, now),
    renderNext(status, paint),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function facts(status: FleetStatus, paint: Paint, now: Date): string {
  const { clusters, unseen, revision, lastWritingRun: last, lease, since, oldestLook } = status;
  const rows = [
    [status.right ? 'right since' : 'not right since', when(since, now)],
    ['oldest check', unseen === clusters ? 'none' : when(oldestLook, now)],
    ['outcomes', countsLine(status.counts, paint)],
    ['last writing run', last === null ? 'none yet' : `${last.run} (${endOf(last)}), ${when(last.at, now)}`],
    ['', last === null ? '' : safe(last.message)],
    ['lease', lease === null ? 'free' : `run ${safe(lease.run)}${by(lease)}, until ${lease.until}`],
  ].filter(([, value]) => value !== '');
  const of = `· ${plural(clusters, 'cluster')}${revision === '' ? '' : `, revision ${revision}`}`;
  return `${headline(status, paint)} ${paint('dim', of)}\n${table(rows, { indent: 2 })}`;
}

const endOf = ({ state, error }: LastWritingRun): string =>
  error === '' ? state : `${state}: ${safe(error)}`;

const by = ({ who }: LeaseHolder): string => (who === undefined ? '' : ` by ${safe(who)}`);

function headline({ right, needs, unseen, privileged }: FleetStatus, paint: Paint): string {
  const on = new Set(privileged.map(({ cluster }) => cluster)).size;
  const others = `privileged access that Roster does not manage on ${plural(on, 'cluster')}`;
  if (right && on > 0) return `What Roster manages is right, ${paint('red', `but there is ${others}`)}`;
  if (right) return paint('green', 'The fleet is right');
  const parts = [
    ...(needs.person > 0
      ? [paint('red', plural(needs.person, 'cluster needs a person', 'clusters need a person'))]
      : []),
    ...(needs.apply > 0
      ? [plural(needs.apply, 'cluster waits for an apply', 'clusters wait for an apply')]
      : []),
    ...(unseen > 0 ? [`${plural(unseen, 'cluster')} never checked`] : []),
    ...(on > 0 ? [paint('red', others)] : []),
  ];
  return paint('yellow', parts.join(', '));
}

/** `2026-11-24T10:44:26Z (2 h 5 min ago)`. */
function when(at: string, now: Date): string {
  if (at === '') return '';
  return `${at.replace(/\.\d+Z$/, 'Z')} (${elapsed(at, now.toISOString())} ago)`;
}

/** Named for as long as it stands: whoever holds it can do anything there. */
function privilegedTable({ privileged }: FleetStatus, paint: Paint): string {
  if (privileged.length === 0) return '';
  const accesses = privileged.map(({ cluster, principal, why }) => ({
    cluster,
    principal,
    notes: [paint('red', safe(why))],
  }));
  const title = paint('underline', 'Privileged access that Roster does not manage');
  const advice = '  Grant it in the catalog if it is meant. If not, remove it from aws-auth.\n';
  return `${title}\n${renderByPrincipal(accesses, paint, END)}${advice}`;
}
