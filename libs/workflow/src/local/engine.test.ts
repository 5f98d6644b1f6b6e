import { StateMachine } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import type { State } from '../definition/asl.ts';
import { execute } from './execute.ts';
import type { Handlers } from './overrides.ts';

// What we rely on in the engine, seen in the engine itself: the same that AWS documents for each.

const run = (states: Record<string, State>, input: unknown) =>
  execute(
    { StartAt: Object.keys(states)[0]!, States: states },
    {
      input,
      handlers: {} as Handlers,
      dynamodb: { query: () => Promise.resolve({}), updateItem: () => Promise.resolve({}) },
    },
  );
const end = { Type: 'Pass', End: true };

describe('a path that leads nowhere fails, and nothing is put in its place', () => {
  it.each<[string, State]>([
    ['Parameters', { Type: 'Pass', Parameters: { 'a.$': '$.missing' }, End: true }],
    ['Parameters, deep', { Type: 'Pass', Parameters: { a: { 'b.$': '$.has.missing' } }, End: true }],
    ['InputPath', { Type: 'Pass', InputPath: '$.missing', End: true }],
    ['OutputPath', { Type: 'Pass', OutputPath: '$.missing', End: true }],
    [
      'ItemsPath',
      { Type: 'Map', ItemsPath: '$.missing', ItemProcessor: { StartAt: 'B', States: { B: end } }, End: true },
    ],
    [
      'ItemsPath to no list',
      { Type: 'Map', ItemsPath: '$.has', ItemProcessor: { StartAt: 'B', States: { B: end } }, End: true },
    ],
    [
      'a Choice',
      {
        Type: 'Choice',
        Choices: [{ Variable: '$.missing', StringEquals: 'a', Next: 'End' }],
        Default: 'End',
      },
    ],
    [
      'a Choice between two paths',
      {
        Type: 'Choice',
        Choices: [{ Variable: '$.text', StringEqualsPath: '$.missing', Next: 'End' }],
        Default: 'End',
      },
    ],
  ])('%s', async (_, state) => {
    expect(await run({ A: state, End: end }, { has: {}, text: 'a' })).toMatchObject({
      status: 'failed',
      error: 'States.Runtime',
    });
  });

  it('and no Catch sees it, nor States.ALL', async () => {
    const states: Record<string, State> = {
      A: {
        Type: 'Map',
        ItemsPath: '$.missing',
        ItemProcessor: { StartAt: 'B', States: { B: end } },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
        End: true,
      },
      End: end,
    };
    expect(await run(states, {})).toMatchObject({ error: 'States.Runtime' });
  });
});

describe('a path that leads somewhere gives what is there', () => {
  it.each([[null], [''], [0], [false], [[]], [[[1]]], [{}]])('%j', async (value) => {
    const result = await run({ A: { Type: 'Pass', Parameters: { 'a.$': '$.value' }, End: true } }, { value });
    expect(result).toEqual({ status: 'succeeded', output: { a: value } });
  });

  it('IsPresent sees null and empty texts as present', async () => {
    const present = (input: unknown) =>
      run(
        {
          A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'Yes' }], Default: 'No' },
          Yes: { Type: 'Pass', Result: { is: true }, End: true },
          No: { Type: 'Pass', Result: { is: false }, End: true },
        },
        input,
      );
    for (const a of [null, '', {}]) expect(await present({ a })).toMatchObject({ output: { is: true } });
    expect(await present({})).toMatchObject({ output: { is: false } });
  });

  it('a Map over an empty list runs nothing, and ends', async () => {
    const A = {
      Type: 'Map',
      ItemsPath: '$.l',
      ItemProcessor: { StartAt: 'B', States: { B: end } },
      End: true,
    };
    expect(await run({ A }, { l: [] })).toEqual({ status: 'succeeded', output: [] });
  });
});

describe('what the guard is for', () => {
  it('the engine takes IsPresent: false, and never matches it', async () => {
    const machine = new StateMachine({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Choice',
          Choices: [{ Variable: '$.a', IsPresent: false as unknown as true, Next: 'Absent' }],
          Default: 'Present',
        },
        Absent: { Type: 'Pass', Result: 'absent', End: true },
        Present: { Type: 'Pass', Result: 'present', End: true },
      },
    });
    expect(await machine.run({}).result).toBe('present');
  });
});
