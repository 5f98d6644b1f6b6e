import { expect, it } from 'vitest';
import { FAULTS } from './faults.ts';
import { reasonOf } from './reason.ts';

it('shows the word of every fault', () => {
  for (const [name, { reason }] of Object.entries(FAULTS)) expect(reasonOf(name)).toBe(reason);
});

it.each([
  ['States.Timeout', 'timeout'],
  ['Sandbox.Timedout', 'timeout'],
  ['Lambda.TooManyRequestsException', 'throttled'],
  ['Lambda.EC2ThrottledException', 'throttled'],
  ['Lambda.ResourceNotReadyException', 'workerNotReady'],
  ['held', 'held'],
  ['TypeError', 'TypeError'],
  ['toString', 'toString'],
  ['', ''],
])('shows %s as %s', (recorded, shown) => {
  expect(reasonOf(recorded)).toBe(shown);
});
