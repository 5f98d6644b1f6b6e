import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount } from '../output/plural.ts';
import { clusterCells, clusterLabel } from '../report/cluster-label.ts';
import { duration } from '../report/elapsed.ts';
import { countsLine, standingText } from '../report/outcome-word.ts';
import { shortened } from '../output/wrap.ts';
import { widthOf } from '../output/width.ts';
import type { Noteworthy, Progress } from './progress.ts';

export const STOPPING = 'stopping after the clusters that were begun; Ctrl-C again ends at once';

const BAR = 28;
const [INDENT, GAP] = [2, 2];

export interface Seen {
  readonly elapsedMs: number;
  readonly paint: Paint;
  /** Of the terminal; names are shortened to them. */
  readonly columns: number;
}

/** The live view: a bar, counts by outcome, the last few clusters worth a look. A handful of lines. */
export function renderProgress(progress: Progress, { elapsedMs, paint, columns }: Seen): string {
  const { header } = progress;
  if (header === undefined) return paint('dim', `opening the run · ${duration(elapsedMs)}`);
  return [
    `${paint('bold', header.mode)} ${bar(progress.done, header.clusters, paint)} ` +
      `${amount(progress.done)} of ${amount(header.clusters)} · ${duration(elapsedMs)}${wherein(progress)}`,
    ...(progress.done === 0 ? [] : [`  ${countsLine(progress.counts, paint)}`]),
    ...progress.lately.map((one) => latelyLine(one, paint, columns)),
  ].join('\n');
}

function latelyLine({ cluster, outcome }: Noteworthy, paint: Paint, columns: number): string {
  const [label, standing] = [clusterLabel(cluster), standingText(outcome, paint)];
  const [name] = clusterCells(cluster);
  const room = columns - widthOf(standing) - widthOf(label) + widthOf(name) - INDENT - GAP;
  return `${' '.repeat(INDENT)}${paint('dim', shortened(name, room) + label.slice(name.length))}${' '.repeat(GAP)}${standing}`;
}

function bar(done: number, all: number, paint: Paint): string {
  const full = all === 0 ? BAR : Math.floor((done / all) * BAR);
  return paint('green', '━'.repeat(full)) + paint('dim', '─'.repeat(BAR - full));
}

function wherein({ header, wave, step }: Progress): string {
  const now = header?.waves[wave];
  if (header === undefined || now === undefined || (header.waves.length === 1 && now.steps.length === 1))
    return '';
  const steps = now.steps.length === 1 ? '' : `, step ${String(step + 1)} of ${String(now.steps.length)}`;
  return ` · wave ${safe(now.name)} (${String(wave + 1)} of ${String(header.waves.length)}${steps})`;
}
