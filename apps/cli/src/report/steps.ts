import type { Paint } from '../output/paint.ts';
import { table } from '../output/table.ts';
import { widthOf } from '../output/width.ts';

export type Step = readonly [command: string, what: string];

/** A narrow terminal: columns that do not fit would be broken on some lines and not on others. */
const NARROW = 80;

/** What to do next, a command a line: the last thing that is printed. Empty where nothing is to be done. */
export function renderSteps(steps: readonly Step[], paint: Paint): string {
  if (steps.length === 0) return '';
  const aligned = table(steps, { indent: 2 });
  const fits = aligned.split('\n').every((line) => widthOf(line) <= NARROW);
  const lines = fits ? aligned : steps.map((step) => `  ${step.join('  ')}\n`).join('');
  return `${paint('bold', 'Next')}\n${lines}`;
}
