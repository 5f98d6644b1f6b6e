import type { FieldChange, FleetDiff, ListDiff } from '@roster/catalog';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { clusterLabel } from '../report/cluster-label.ts';

const SHOWN = 30;

/** A difference between two states of the catalog as text; what leaves it is said with what that means. */
export function renderDiff(diff: FleetDiff, paint: Paint): string {
  const lines = [
    ...listLines('cluster', diff.clusters, ({ arn }) => clusterLabel(arn), paint),
    ...listLines('grant', diff.grants, ({ name }) => safe(name), paint),
    ...diff.settings
      .filter(isSet)
      .map(
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
    ...list.added.map((item) => `${paint('green', '+')} ${what} ${nameOf(item)}`),
    ...list.removed.map((item) => `${paint('red', '-')} ${what} ${nameOf(item)}`),
    ...list.changed.map(
      ({ after, fields }) => `${paint('yellow', '~')} ${what} ${nameOf(after)}: ${fieldsText(fields)}`,
    ),
  ];
  if (lines.length <= SHOWN) return lines;
  return [...lines.slice(0, SHOWN), `  and ${plural(lines.length - SHOWN, `more ${what}`)}`];
}

/** So many fields of one thing, and so much of a value. */
const [FIELDS, LENGTH] = [10, 200];

function fieldsText(fields: readonly FieldChange[]): string {
  const some = fields
    .slice(0, FIELDS)
    .map(({ field, before, after }) => `${safe(field)} ${shown(before)} → ${shown(after)}`);
  const more = fields.length - FIELDS;
  return some.join(', ') + (more > 0 ? ` and ${plural(more, 'more field')}` : '');
}

/** The first push sets everything: what it sets to nothing is not worth a line. */
const isSet = ({ before, after }: FieldChange): boolean =>
  before !== undefined || !(Array.isArray(after) && after.length === 0);

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = safe(JSON.stringify(value));
  return text.length <= LENGTH ? text : `${text.slice(0, LENGTH)}…`;
}
