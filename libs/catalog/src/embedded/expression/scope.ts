import { invalid } from '../refusal.ts';
import type { WireItem, WireValue } from '../wire.ts';

/** What an expression is about: an item, and what its `#names` and `:values` stand for. */
export interface Scope {
  readonly item: WireItem;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, WireValue>>;
}

/** What a token such as `pk`, `#run` or `:now` stands for. */
export type Operand = (scope: Scope) => WireValue | undefined;

/** The name of the attribute that `#run` or `run` means. ValidationException where it is not given. */
export function nameOf({ names }: Pick<Scope, 'names'>, word: string): string {
  if (!word.startsWith('#')) return word;
  const name = names[word];
  if (name === undefined) throw invalid(`an expression uses ${word}, which is not among its names`);
  return name;
}

/** The value of an attribute, or of `:now`. ValidationException where a value is not given. */
export function operand(word: string): Operand {
  if (!word.startsWith(':')) return (scope) => scope.item[nameOf(scope, word)];
  return ({ values }) => {
    const value = values[word];
    if (value === undefined) throw invalid(`an expression uses ${word}, which is not among its values`);
    return value;
  };
}
