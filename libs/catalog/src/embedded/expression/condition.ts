import { isText, orderOf, sameValue, type WireValue } from '../wire.ts';
import { operand, type Operand, type Scope } from './scope.ts';
import { once, type Words } from './words.ts';

export type Condition = (scope: Scope) => boolean;

/**
 * A condition or filter: comparisons, BETWEEN, attribute_exists, attribute_not_exists, begins_with and contains, put
 * together by AND, OR, NOT and brackets (DynamoDB developer guide, "Condition and filter expressions").
 */
export const condition: (text: string) => Condition = once(either);

function either(words: Words): Condition {
  const one = both(words);
  if (!words.take('OR')) return one;
  const other = either(words);
  return (scope) => one(scope) || other(scope);
}

function both(words: Words): Condition {
  const one = not(words);
  if (!words.take('AND')) return one;
  const other = both(words);
  return (scope) => one(scope) && other(scope);
}

function not(words: Words): Condition {
  if (words.take('NOT')) {
    const inner = not(words);
    return (scope) => !inner(scope);
  }
  if (!words.take('(')) return words.second === '(' ? call(words) : comparison(words);
  const inner = either(words);
  words.expect(')');
  return inner;
}

function call(words: Words): Condition {
  const name = words.next();
  words.expect('(');
  const of = operand(words.next());
  const argument = words.take(',') ? operand(words.next()) : undefined;
  words.expect(')');
  if (argument === undefined) {
    if (name === 'attribute_exists') return (scope) => of(scope) !== undefined;
    if (name === 'attribute_not_exists') return (scope) => of(scope) === undefined;
  } else {
    if (name === 'begins_with') return (scope) => beginsWith(of(scope), argument(scope));
    if (name === 'contains') return (scope) => contains(of(scope), argument(scope));
  }
  throw words.problem();
}

function beginsWith(value: WireValue | undefined, start: WireValue | undefined): boolean {
  return isText(value) && isText(start) && value.S.startsWith(start.S);
}

function contains(value: WireValue | undefined, part: WireValue | undefined): boolean {
  if (value === undefined || part === undefined) return false;
  if (isText(value)) return isText(part) && value.S.includes(part.S);
  return 'L' in value && value.L.some((member) => sameValue(member, part));
}

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function comparison(words: Words): Condition {
  const left = operand(words.next());
  if (words.take('BETWEEN')) return between(left, words);
  const sign = words.next();
  const right = operand(words.next());
  if (sign === '=') return (scope) => equal(left(scope), right(scope));
  if (sign === '<>') return (scope) => !equal(left(scope), right(scope));
  const holds = ORDERS[sign];
  if (holds === undefined) throw words.problem();
  return (scope) => ordered(left(scope), right(scope), holds);
}

function between(value: Operand, words: Words): Condition {
  const low = operand(words.next());
  words.expect('AND');
  const high = operand(words.next());
  return (scope) =>
    ordered(value(scope), low(scope), (order) => order >= 0) &&
    ordered(value(scope), high(scope), (order) => order <= 0);
}

function equal(a: WireValue | undefined, b: WireValue | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(a, b);
}

function ordered(
  a: WireValue | undefined,
  b: WireValue | undefined,
  holds: (order: number) => boolean,
): boolean {
  const order = a === undefined || b === undefined ? undefined : orderOf(a, b);
  return order !== undefined && holds(order);
}
