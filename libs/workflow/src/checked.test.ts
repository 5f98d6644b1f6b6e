import { expect, it } from 'vitest';
import { checked } from './checked.ts';
import { RunInput, TokenOutput } from './index.ts';

const input = { run: 'r', mode: 'plan', who: 'me' };

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

it.each([
  ['who', { who: 'x'.repeat(2049) }],
  ['who', { who: 'me\nyou' }],
  ['overrides.0.reason', { overrides: [{ rule: 'held', reason: 'x'.repeat(1001) }] }],
  ['overrides.0.rule', { overrides: [{ rule: 'x'.repeat(101), reason: 'y' }] }],
  ['run', { run: 'r#back' }],
  ['run', { run: 'x'.repeat(81) }],
])('takes no text of whoever starts a run without a limit: %s', (path, given) => {
  expect(() => checked(RunInput, { ...input, ...given }, 'given')).toThrow(`${path}: must h`.slice(0, -2));
});

it('of a union tells what is wrong with the member that fits best', () => {
  const ended = {
    run: 'r',
    shard: 's',
    cluster: 'c',
    mode: 'plan',
    preview: 'no',
    was: '',
    since: '',
    at: '',
    facts: '',
  };
  const outcome = { kind: 'denied', reason: '' };
  expect(() => checked(TokenOutput, { ...ended, outcome }, 'x')).toThrow(/know: timings: [^;]*$/);
});
