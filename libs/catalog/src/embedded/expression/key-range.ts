import { invalid } from '../refusal.ts';
import { isText } from '../wire.ts';
import { nameOf, operand, type Operand, type Scope } from './scope.ts';
import { once, type Words } from './words.ts';

/** The items of one partition key whose sort key lies from `from` to `to`; `to` itself counts, too. */
export interface KeyRange {
  readonly pk: string;
  readonly from: string;
  readonly to: string;
}

type Scoped = Omit<Scope, 'item'>;
type Bounds = readonly [from: string, to: string];

/** Behind every text that begins with what stands before it. */
const LAST = '\u{10ffff}';

/** A key condition: `pk = …`, and for `sk` begins_with, BETWEEN or nothing. */
export const keyRange: (text: string) => (scope: Scoped) => KeyRange = once((words) => {
  const name = words.next();
  words.expect('=');
  const pk = operand(words.next());
  const bounds = words.take('AND') ? sortBounds(words) : () => ['', LAST] as const;
  return (given) => {
    const scope = { ...given, item: {} };
    if (nameOf(scope, name) !== 'pk') throw words.problem();
    const [from, to] = bounds(scope);
    return { pk: textOf(pk, scope), from, to };
  };
});

function sortBounds(words: Words): (scope: Scope) => Bounds {
  if (words.take('BEGINS_WITH')) {
    words.expect('(');
    const name = words.next();
    words.expect(',');
    const start = operand(words.next());
    words.expect(')');
    return ofSortKey(name, (scope) => [textOf(start, scope), textOf(start, scope) + LAST]);
  }
  const name = words.next();
  words.expect('BETWEEN');
  const low = operand(words.next());
  words.expect('AND');
  const high = operand(words.next());
  return ofSortKey(name, (scope) => [textOf(low, scope), textOf(high, scope)]);
}

function ofSortKey(name: string, bounds: (scope: Scope) => Bounds): (scope: Scope) => Bounds {
  return (scope) => {
    if (nameOf(scope, name) !== 'sk') throw invalid('a key condition is about pk and sk');
    return bounds(scope);
  };
}

function textOf(value: Operand, scope: Scope): string {
  const found = value(scope);
  if (!isText(found)) throw invalid('keys are texts');
  return found.S;
}
