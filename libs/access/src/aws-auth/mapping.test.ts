import { expect, it } from 'vitest';
import { sameAccess } from './mapping.ts';

const row = (username: string, groups: string[]) => ({ arn: 'a', username, groups });

it.each([
  [['a', 'b'], ['b', 'a', 'a'], true],
  [['a'], ['a', 'b'], false],
  [[], [''], false],
  [['a\nb'], ['a', 'b'], false],
])('groups %j and %j are the same access: %s', (one, other, same) => {
  expect(sameAccess(row('u', one), row('u', other))).toBe(same);
  expect(sameAccess(row('u', one), row('v', one))).toBe(false);
});
