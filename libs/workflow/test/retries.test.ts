import { describe, expect, it } from 'vitest';
import { FAULTS, statesOf } from '../src/index.ts';
import type { Retrier } from '../src/index.ts';
import { DEFINITION, play } from './play.ts';
import { failing, sampleOf } from './reach.ts';

const states = statesOf(DEFINITION).filter(({ state }) => state.Retry !== undefined);

/** Which names a retrier of the list is for, with those that an earlier one of the same state has not taken. */
const cases = states.flatMap(({ name, state }) =>
  state.Retry!.flatMap((retrier: Retrier) =>
    retrier.ErrorEquals.map((error) => [name, error, retrier.MaxAttempts!] as const),
  ),
);

describe('every Retry of the file', () => {
  it.each(cases)('%s retries %s %i times and no more', async (state, error, attempts) => {
    const played = await play(failing(state, sampleOf(error)));
    expect(played.calls(state)).toBe(1 + attempts);
  });

  it.each(states.map(({ name }) => [name] as const))(
    '%s ends its tries with the first that succeeds',
    async (state) => {
      const error = states.find(({ name }) => name === state)!.state.Retry!.at(-1)!.ErrorEquals[0]!;
      const scene = failing(state, sampleOf(error));
      const fails = scene.on![state]!;
      const once = await play({
        ...scene,
        on: {
          ...scene.on,
          [state]: (input, call, usual) => (call === 1 ? fails(input, call, usual) : usual()),
        },
      });
      expect(once.calls(state)).toBe(2);
      expect(once.result.status).toBe('succeeded');
    },
  );
});

describe('what no Retry names', () => {
  const workers = states.filter(({ state }) => state.Resource!.includes(':lambda:'));
  const unnamed = workers.flatMap(({ name, state }) => {
    const retried = state.Retry!.flatMap(({ ErrorEquals }) => ErrorEquals);
    return [...Object.keys(FAULTS), 'TypeError', 'Lambda.Unknown']
      .filter((error) => !retried.includes(error))
      .map((error) => [name, error] as const);
  });

  it.each(unnamed)('%s does not retry %s', async (state, error) => {
    const played = await play(failing(state, error));
    expect(played.calls(state)).toBe(1);
  });
});

it('every Retry names its numbers, so that none is a default of the engine or of AWS', () => {
  for (const { at, state } of states) {
    for (const retrier of state.Retry!) {
      expect(retrier.MaxAttempts, at).toBeTypeOf('number');
      if (retrier.MaxAttempts === 0) continue;
      expect(retrier, at).toMatchObject({
        IntervalSeconds: expect.any(Number) as number,
        BackoffRate: expect.any(Number) as number,
      });
    }
  }
});
