import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { amount, plural } from '../output/plural.ts';
import { CHECK_NAMES, type Finding, type State } from './finding.ts';

const COLOURS: Readonly<Record<State, Parameters<Paint>[0]>> = {
  ok: 'green',
  warning: 'yellow',
  failed: 'red',
  skipped: 'dim',
};
const [STATE_WIDTH, CHECK_WIDTH] = ['skipped'.length, Math.max(...CHECK_NAMES.map((name) => name.length))];
const NAMED = 3;

/** A line for each thing looked at, alike ones together, with what to do under it; then the sum. */
export function renderFindings(findings: readonly Finding[], paint: Paint): string {
  const alike = Map.groupBy(findings, ({ check, state, found, remedy }) =>
    [check, state, found, remedy].join('\n'),
  );
  const lines = [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [block(first, [first, ...others], paint)],
  );
  return `${lines.join('')}${sum(findings, paint)}\n`;
}

function block({ check, state, found, remedy }: Finding, alike: readonly Finding[], paint: Paint): string {
  const names = alike.slice(0, NAMED).map(({ about }) => safe(about));
  const rest = alike.length > NAMED ? ` and ${amount(alike.length - NAMED)} more` : '';
  const word = paint(COLOURS[state], state.padEnd(STATE_WIDTH));
  const line = `${word}  ${paint('dim', check.padEnd(CHECK_WIDTH))}  ${names.join(', ')}${rest}: ${safe(found)}\n`;
  return remedy === '' ? line : `${line}${' '.repeat(STATE_WIDTH + CHECK_WIDTH + 4)}→ ${safe(remedy)}\n`;
}

function sum(findings: readonly Finding[], paint: Paint): string {
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const [failed, warnings] = [count('failed'), count('warning')];
  if (failed + warnings === 0) return paint('green', 'nothing to put right');
  const parts = [
    ...(failed > 0 ? [paint('red', `${amount(failed)} failed`)] : []),
    ...(warnings > 0 ? [paint('yellow', plural(warnings, 'warning'))] : []),
  ];
  return parts.join(', ');
}
