import { expect, it } from 'vitest';
import { placeOf } from './place-of.ts';

const SHARED = { region: 'eu-west-1', prefix: 'team' };

it('is the place of the store, whose prefix the deployment has too unless it is told otherwise', () => {
  const there = { tables: 'team', region: 'eu-west-1', account: '999999999999' };
  expect(placeOf({ env: {} }, SHARED, '999999999999')).toEqual({ prefix: 'team', ...there });
  expect(() => placeOf({ env: { ROSTER_DEPLOYMENT: '' } }, SHARED, '999999999999')).toThrow('set and empty');
  const second = placeOf({ env: { ROSTER_DEPLOYMENT: 'team-2' } }, SHARED, '999999999999');
  expect(second).toEqual({ prefix: 'team-2', ...there });
});
