import { expect, it } from 'vitest';
import { lastInstant } from './until.ts';

it.each([
  ['2027-01-31', '2027-01-31T23:59:59.999Z'],
  ['2028-02-29', '2028-02-29T23:59:59.999Z'],
  ['2027-01-31T18:00', '2027-01-31T18:00:00.000Z'],
  ['2027-01-31T18:00:30.5Z', '2027-01-31T18:00:30.500Z'],
  ['2027-01-31T18:00:00+02:00', '2027-01-31T16:00:00.000Z'],
])('%s lasts until %s', (until, last) => expect(new Date(lastInstant(until) ?? 0).toISOString()).toBe(last));

it.each([
  '',
  'soon',
  '2027-02-29',
  '2027-13-01',
  '2027-1-1',
  '2027-01-31Z',
  '2027-01-31T25:00',
  '31.01.2027',
])('%j is no date', (until) => expect(lastInstant(until)).toBeUndefined());
