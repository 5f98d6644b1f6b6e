import { expect, it } from 'vitest';
import { quietHoursOf } from './quiet-hours.ts';

it.each([
  ['rate(15 minutes)', 3],
  ['rate(1 hour)', 3],
  ['rate(6 hours)', 18],
  ['rate(1 day)', 72],
  ['rate(30 days)', 168],
  ['cron(0 3 * * ? *)', 26],
])('a schedule of %s is dead after %i hours of silence', (schedule, hours) => {
  expect(quietHoursOf(schedule)).toBe(hours);
});

it('names a schedule that there cannot be', () => {
  expect(() => quietHoursOf('hourly')).toThrow("'hourly' is no schedule");
});
