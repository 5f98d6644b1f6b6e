import { expect, it } from 'vitest';
import { checked } from './checked.ts';
import { RunInput, TokenOutput } from './index.ts';

const input = { execution: 'e', mode: 'plan', who: 'me' };

it('gives the value with the defaults of its schema', () => {
  expect(checked(RunInput, input, 'OpenRun')).toEqual({
    ...input,
    selector: {},
    overrides: [],
    concurrency: 20,
  });
});

it('names every path that is wrong, and no value', () => {
  const wrong = { ...input, mode: 'sEcReT', selector: { names: [1] }, extra: 1 };
  expect(() => checked(RunInput, wrong, 'state OpenRun was given')).toThrow(
    expect.objectContaining({
      name: 'BadInputFault',
      message: expect.stringMatching(
        /^state OpenRun was given what its schema does not know: mode: .*; selector\.names\.0: .*; input: .*extra/,
      ) as string,
    }),
  );
  expect(() => checked(RunInput, wrong, '')).not.toThrow(/sEcReT/);
});

it('of a union tells what is wrong with the member that fits best', () => {
  const ended = { run: 'r', shard: 's', cluster: 'c', mode: 'plan', was: '', since: '', at: '', facts: '' };
  const outcome = { kind: 'denied', reason: '' };
  expect(() => checked(TokenOutput, { ...ended, outcome }, 'x')).toThrow(/know: timings: [^;]*$/);
});
