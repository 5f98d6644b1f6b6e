import type { LabelExpression, Selector } from '@roster/access';
import { UsageError } from '../usage-error.ts';

const KEY = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?`;
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s+\(([^()]*)\)$`);
const EQUAL = new RegExp(String.raw`^(${KEY})\s*(==|=|!=)\s*([^\s=!,()]*)$`);
const EXISTS = new RegExp(String.raw`^(!?)\s*(${KEY})$`);

/**
 * kubectl's label selectors: `env=prod`, `env!=prod`, `env in (prod, staging)`, `env notin (dev)`, `team`, `!team`,
 * with commas between them; all must hold. UsageError names the part that is none of these.
 */
export function parseLabelSelector(text: string): Selector {
  return { matchExpressions: parts(text).map(parsePart) };
}

/** Cuts at the commas that stand outside of parentheses. */
function parts(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map((part) => part.trim());
}

function parsePart(part: string): LabelExpression {
  const set = SET.exec(part);
  if (set) {
    const [, key = '', word, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    if (values.every((value) => value !== ''))
      return { key, operator: word === 'in' ? 'In' : 'NotIn', values };
  }
  const equal = EQUAL.exec(part);
  if (equal) {
    const [, key = '', sign, value = ''] = equal;
    // kubectl reads it as "has the label": but what is meant is a variable that was not set.
    if (sign === '!=' && value === '')
      throw new UsageError(`-l: "${part}" has no value; write ${key} or !${key}`);
    return { key, operator: sign === '!=' ? 'NotIn' : 'In', values: [value] };
  }
  const exists = EXISTS.exec(part);
  if (exists) return { key: exists[2] ?? '', operator: exists[1] === '!' ? 'DoesNotExist' : 'Exists' };
  throw new UsageError(
    `-l: "${part}" is no label selector; write key=value, key!=value, key in (a,b), key notin (a,b), key or !key`,
  );
}
