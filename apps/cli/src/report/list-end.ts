import type { Paint } from '../output/paint.ts';
import { plural } from '../output/plural.ts';

/** How much of a list is shown, and what shows the rest of it. */
export interface ListEnd {
  /** How many entries each list shows before it says how many more there are. */
  readonly limit: number;
  /** The command that lists them all; empty for none. */
  readonly whole: string;
}

/** `and 214 more clusters: roster runs show …`; empty where all are shown. */
export function moreLine(rest: number, more: string, { whole }: ListEnd, paint: Paint): string {
  if (rest <= 0) return '';
  return paint('dim', `  and ${plural(rest, more)}${whole === '' ? '' : `: ${whole}`}`) + '\n';
}
