import type { RunHeader } from '@roster/reconcile';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';
import { table } from '../output/table.ts';
import { elapsed } from './elapsed.ts';
import { countsLine, reasonWord } from './outcome-word.ts';

interface Drawn {
  readonly paint: Paint;
  /** There are runs before the last of these. */
  readonly hasMore: boolean;
}

/** Runs as a list, a line each, and the command that lists the ones before. */
export function renderRuns(runs: readonly RunHeader[], { paint, hasMore }: Drawn): string {
  const last = runs.at(-1);
  if (last === undefined) return 'no runs\n';
  const more = hasMore
    ? paint('dim', `earlier runs: roster runs list --before ${safe(last.run)}`) + '\n'
    : '';
  return table(runs.map((run) => cellsOf(run, paint))) + more;
}

function cellsOf(header: RunHeader, paint: Paint): readonly string[] {
  const { run, mode, preview, clusters, revision, who, change, openedAt, closed } = header;
  return [
    safe(run),
    preview === true ? `${mode} (preview)` : mode,
    openedAt.replace(/\.\d+Z$/, 'Z'),
    closed === undefined ? '' : elapsed(openedAt, closed.at),
    endOf(closed),
    plural(clusters, 'cluster'),
    countsLine(closed?.counts ?? {}, paint),
    paint('dim', `revision ${safe(revision)} by ${safe(who)}`),
    safe(change ?? ''),
    paint('dim', shortOf(closed?.message)),
  ];
}

/** So much of what ended a run stands in its line: runs show has all of it. */
const SHORT = 60;

const shortOf = (message = ''): string =>
  safe(message.length > SHORT ? `${message.slice(0, SHORT - 1)}…` : message);

/** `failed: leaseHeld`; `open` for a run that has not ended, or was cut off. */
function endOf(closed: RunHeader['closed']): string {
  if (closed === undefined) return 'open';
  return closed.error === undefined ? closed.state : `${closed.state}: ${reasonWord(closed.error)}`;
}
