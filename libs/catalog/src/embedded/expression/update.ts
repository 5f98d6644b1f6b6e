import { invalid } from '../refusal.ts';
import type { WireItem, WireValue } from '../wire.ts';
import { nameOf, operand, type Scope } from './scope.ts';
import { once, type Words } from './words.ts';

/** The item of the scope, changed. */
export type Update = (scope: Scope) => WireItem;
type Step = (scope: Scope, changed: Record<string, WireValue>) => void;

/** An update: SET of attributes to values, other attributes or list_append of two; REMOVE. */
export const update: (text: string) => Update = once((words) => {
  const steps: Step[] = [];
  while (words.more) {
    const read = words.take('SET') ? setting : words.take('REMOVE') ? removal : undefined;
    if (read === undefined) throw words.problem();
    do steps.push(read(words));
    while (words.take(','));
  }
  return (scope) => {
    const changed = { ...scope.item };
    for (const step of steps) step(scope, changed);
    return changed;
  };
});

function setting(words: Words): Step {
  const target = words.next();
  words.expect('=');
  const value = words.second === '(' ? appended(words) : operand(words.next());
  return (scope, changed) => {
    const set = value(scope);
    if (set === undefined) throw invalid('an update refers to an attribute that does not exist in the item');
    changed[nameOf(scope, target)] = set;
  };
}

function appended(words: Words): (scope: Scope) => WireValue | undefined {
  words.expect('LIST_APPEND');
  words.expect('(');
  const first = operand(words.next());
  words.expect(',');
  const second = operand(words.next());
  words.expect(')');
  return (scope) => {
    const [a, b] = [first(scope), second(scope)];
    if (a === undefined || b === undefined) return undefined;
    if (!('L' in a) || !('L' in b)) throw invalid('list_append wants two lists');
    return { L: [...a.L, ...b.L] };
  };
}

function removal(words: Words): Step {
  const target = words.next();
  return (scope, changed) => {
    Reflect.deleteProperty(changed, nameOf(scope, target));
  };
}
