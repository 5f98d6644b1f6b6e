import type { FleetDiff, ListDiff } from '@roster/catalog';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';

const SHOWN = 30;

/** A difference between two states of the catalog as text; what leaves it is said with what that means. */
export function renderDiff(diff: FleetDiff, paint: Paint): string {
  const lines = [
    ...listLines('cluster', diff.clusters, ({ arn }) => arn, paint),
    ...listLines('grant', diff.grants, ({ name }) => name, paint),
    ...diff.settings.map(
      ({ field, before, after }) =>
        `${paint('yellow', '~')} ${safe(field)}: ${shown(before)} → ${shown(after)}`,
    ),
  ];
  if (lines.length === 0) return 'no difference\n';
  const gone = diff.clusters.removed.length;
  const note =
    gone === 0
      ? ''
      : `\n${plural(gone, 'cluster')} left the catalog: no run visits them any more, and the rows that Roster wrote stay there.\n`;
  return `${lines.join('\n')}\n${note}`;
}

function listLines<T>(
  what: string,
  list: ListDiff<T>,
  nameOf: (item: T) => string,
  paint: Paint,
): readonly string[] {
  const lines = [
    ...list.added.map((item) => `${paint('green', '+')} ${what} ${safe(nameOf(item))}`),
    ...list.removed.map((item) => `${paint('red', '-')} ${what} ${safe(nameOf(item))}`),
    ...list.changed.map(
      ({ after, fields }) =>
        `${paint('yellow', '~')} ${what} ${safe(nameOf(after))}: ${fields.map(({ field, before, after: now }) => `${safe(field)} ${shown(before)} → ${shown(now)}`).join(', ')}`,
    ),
  ];
  if (lines.length <= SHOWN) return lines;
  return [...lines.slice(0, SHOWN), `  and ${plural(lines.length - SHOWN, `more ${what}`)}`];
}

const shown = (value: unknown): string => (value === undefined ? '(none)' : safe(JSON.stringify(value)));
