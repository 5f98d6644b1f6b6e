import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { clusterLabel, clusterNames } from '../report/cluster-label.ts';
import { elapsed } from '../report/elapsed.ts';
import { moreLine, type ListEnd } from '../report/list-end.ts';
import { standingText } from '../report/outcome-word.ts';
import type { Attention, FleetStatus } from './fleet-status.ts';

interface Drawn {
  readonly paint: Paint;
  readonly now: Date;
  readonly end: ListEnd;
}

/** The clusters that are not right or are held, by what they need: an apply, a release, a person. */
export function renderAttention({ attention, needs }: FleetStatus, drawn: Drawn): string {
  const { apply = [], release = [], person = [] } = Object.groupBy(attention, (one) => one.needs);
  const list = (title: string, count: number, text: string) =>
    count === 0 ? [] : [`${drawn.paint('underline', `${title} (${amount(count)})`)}\n${text}`];
  return [
    ...list('Wait for an apply', needs.apply, waiting(apply, drawn)),
    ...list('Right, and held', needs.release, rows(release, drawn)),
    ...list('Need a person', needs.person, rows(person, drawn)),
  ].join('\n');
}

/** All the same to a reader: how many, which for example, and how long the first has been waiting. */
function waiting(clusters: readonly Attention[], { now }: Drawn): string {
  const since = clusters.map((one) => (one.driftSince === '' ? one.since : one.driftSince)).sort()[0] ?? '';
  const names = clusterNames(
    clusters.map(({ cluster }) => cluster),
    0,
  );
  const first = clusters.length === 1 ? 'for' : 'the first for';
  return `  ${names}${since === '' ? '' : `, ${first} ${elapsed(since, now.toISOString())}`}\n`;
}

function rows(clusters: readonly Attention[], { paint, now, end }: Drawn): string {
  const shown = clusters
    .slice(0, end.limit)
    .map((one) => [
      clusterLabel(one.cluster),
      one.outcome === 'unseen'
        ? 'not checked yet'
        : standingText({ kind: one.outcome, reason: one.reason }, paint),
      one.since === '' ? '' : `for ${elapsed(one.since, now.toISOString())}`,
      remarks(one, now),
    ]);
  const rest = moreLine(clusters.length - shown.length, 'more cluster', end, paint);
  return withMessages(table(shown, { indent: 2 }), clusters, paint) + rest;
}

/** The rows of a table with what there is to say of each cluster below it, once below several that follow each other. */
function withMessages(table: string, of: readonly Attention[], paint: Paint): string {
  const said = of.map(({ cluster, reason, hold, message }) =>
    // A hold stands in its row.
    hold !== null && reason === 'held' ? '' : message.replaceAll(`${cluster}: `, ''),
  );
  const lines = table.trimEnd().split('\n');
  return lines
    .map((line, index) => {
      const message = said[index] ?? '';
      const below = index + 1 < lines.length ? said[index + 1] : undefined;
      if (message === '' || message === below) return `${line}\n`;
      return `${line}\n${paint('dim', `      ${safe(message)}`)}\n`;
    })
    .join('');
}

function remarks({ driftSince, withheld, hold }: Attention, now: Date): string {
  const ago = (at: string) => elapsed(at, now.toISOString());
  return [
    ...(withheld === 0 ? [] : [`partly written: ${plural(withheld, 'change')} withheld`]),
    ...(driftSince === '' ? [] : [`drifted for ${ago(driftSince)}`]),
    ...(hold === null
      ? []
      : [`held by ${safe(hold.by)}${hold.at === '' ? '' : ` for ${ago(hold.at)}`}: ${safe(hold.reason)}`]),
  ].join('; ');
}
