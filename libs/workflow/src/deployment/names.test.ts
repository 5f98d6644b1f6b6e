import { expect, it } from 'vitest';
import { WORKERS } from '../environment.ts';
import { functionName, MACHINES, prefixOf } from './names.ts';

it.each(MACHINES.flatMap((machine) => WORKERS.map((worker) => [machine, worker] as const)))(
  'the prefix can be read from the name of the function %s %s',
  (machine, worker) => {
    expect(prefixOf(functionName('my-team-apply', machine, worker))).toBe('my-team-apply');
  },
);

it('a function that is none of ours has no prefix', () => {
  expect(prefixOf('test_function')).toBeUndefined();
});
