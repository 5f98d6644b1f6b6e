import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { StateMachine } from 'aws-local-stepfunctions';
import { describe, expect, it } from 'vitest';
import type { State } from '../definition/asl.ts';
import { execute } from './execute.ts';
import type { Handler, Handlers } from './overrides.ts';
import { stateIsOver, untilOver } from './until-over.ts';

// What we rely on in the engine, seen in the engine itself: the same that AWS documents for each.

const run = (states: Record<string, State>, input: unknown) =>
  execute(
    { StartAt: Object.keys(states)[0]!, States: states },
    {
      input,
      execution: 'local:r',
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

  it('the id of the execution is in the context object, whatever the input says', async () => {
    const A = { Type: 'Pass', Parameters: { 'id.$': '$$.Execution.Id', 'input.$': '$' }, End: true };
    const input = { execution: 'made up', Execution: { Id: 'made up' } };
    expect(await run({ A }, input)).toEqual({ status: 'succeeded', output: { id: 'local:r', input } });
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

describe('a Parallel', () => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:token';
  const branch = (name: string) => ({
    StartAt: name,
    States: { [name]: { Type: 'Task', Resource: arn, TimeoutSeconds: 1, End: true } },
  });
  const parallel = (handlers: Record<string, Handler>) =>
    execute(
      {
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [branch('One'), branch('Two')],
            ResultPath: null,
            Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'End' }],
            End: true,
          },
          End: end,
        },
      },
      {
        input: { a: 1 },
        execution: 'local:r',
        handlers: handlers as unknown as Handlers,
        dynamodb: { query: () => Promise.resolve({}), updateItem: () => Promise.resolve({}) },
      },
    );

  it('begins its branches side by side, each with its input, and passes the input on', async () => {
    const begun: unknown[] = [];
    const waiting = Promise.withResolvers<undefined>();
    const meet: Handler = async (input) => {
      if (begun.push(input) === 2) waiting.resolve(undefined);
      await waiting.promise;
    };
    const result = await parallel({ One: meet, Two: meet });
    expect(result).toEqual({ status: 'succeeded', output: { a: 1 } });
    expect(begun).toEqual([{ a: 1 }, { a: 1 }]);
  });

  // As on AWS: its Catch is given the name that the branch ended with (seen by v-studios/stepfunctions-parallel-error).
  it('fails with the error of the branch that failed', async () => {
    const fails: Handler = () => Promise.reject(Object.assign(new Error('no'), { name: 'Lambda.Unknown' }));
    const result = await parallel({ One: fails, Two: () => Promise.resolve({}) });
    expect(result).toMatchObject({ output: { a: 1, error: { Error: 'Lambda.Unknown' } } });
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

describe('a state that is out of time', () => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:token';
  const caught = [{ ErrorEquals: ['States.Timeout'], Next: 'End' }];
  const states: Record<string, State> = {
    Token: { Type: 'Task', Resource: arn, TimeoutSeconds: 1, Catch: caught, End: true },
    End: end,
  };
  const runWith = (Token: Handler) =>
    execute(
      { StartAt: 'Token', States: states },
      {
        input: {},
        execution: 'local:r',
        handlers: { Token } as Handlers,
        dynamodb: { query: () => Promise.resolve({}), updateItem: () => Promise.resolve({}) },
      },
    );

  const over = async () => once(stateIsOver() ?? new EventTarget(), 'abort');

  it('tells its worker so, and the run ends after the worker has: nothing goes on behind it', async () => {
    const told: string[] = [];
    const result = await runWith(async () => {
      await over();
      told.push('over');
      await setImmediate();
      told.push('ended');
    });
    expect(result).toMatchObject({ status: 'succeeded' });
    expect(told).toEqual(['over', 'ended']);
  });

  it('lets no worker begin another step', async () => {
    const called: string[] = [];
    const port = { step: (name: string) => Promise.resolve(called.push(name)) };
    await runWith(async () => {
      const bounded = untilOver(port);
      await bounded.step('in time');
      await over();
      await expect(bounded.step('too late')).rejects.toMatchObject({ name: 'TimeoutFault' });
    });
    expect(called).toEqual(['in time']);
  });
});
