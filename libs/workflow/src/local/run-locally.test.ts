import { describe, expect, it } from 'vitest';
import type { Handlers } from './overrides.ts';
import { requireNode, runLocally } from './run-locally.ts';

const progress = {
  run: 'r',
  mode: 'plan',
  wave: 0,
  step: 0,
  failures: 0,
  shards: [],
  concurrency: 1,
  next: 'close',
};
const answers = (by: Partial<Record<keyof Handlers, () => unknown>>): Handlers => {
  const handler = (state: keyof Handlers) => () =>
    Promise.resolve().then(() => (by[state] ?? (() => progress))());
  return {
    OpenRun: handler('OpenRun'),
    Token: handler('Token'),
    Apply: handler('Apply'),
    Verify: handler('Verify'),
    Rollback: handler('Rollback'),
    Gate: handler('Gate'),
    CloseRun: handler('CloseRun'),
  };
};
const nothing = { query: () => Promise.resolve({ Items: [] }), updateItem: () => Promise.resolve({}) };
const run = (by: Partial<Record<keyof Handlers, () => unknown>>) =>
  runLocally({
    input: {},
    execution: 'local:r',
    handlers: answers(by),
    dynamodb: nothing,
    journalTable: 'journal',
    retryScale: 0,
  });

describe('runLocally', () => {
  it('runs the file to its end, and gives the output of CloseRun', async () => {
    expect(await run({ CloseRun: () => ({ run: 'r' }) })).toEqual({
      status: 'succeeded',
      output: { run: 'r' },
    });
  });

  it('passes values as JSON, as AWS does: no undefined, no Date, nothing shared', async () => {
    const output = { at: new Date(0), gone: undefined };
    expect(await run({ CloseRun: () => output })).toEqual({
      status: 'succeeded',
      output: { at: '1970-01-01T00:00:00.000Z' },
    });
    expect(await run({ CloseRun: () => undefined })).toEqual({ status: 'succeeded', output: null });
  });

  it('gives a name to what is thrown without one', async () => {
    const thrown = () => AbortSignal.abort('a text').throwIfAborted();
    expect(await run({ CloseRun: thrown })).toEqual({ status: 'failed', error: 'Error', message: 'a text' });
  });

  it('names the state whose handler is missing, before it starts anything', async () => {
    const all = Object.entries(answers({}));
    const handlers = Object.fromEntries(all.filter(([state]) => state !== 'Token')) as unknown as Handlers;
    const starting = runLocally({
      input: {},
      execution: 'local:r',
      handlers,
      dynamodb: nothing,
      journalTable: 'j',
    });
    await expect(starting).rejects.toThrow('Token: no handler for this state');
  });
});

it('refuses a Node on which the engine ends without a result', () => {
  expect(() => requireNode('20.20.1')).toThrow(/Node 22 or later, and this is 20.20.1/);
  expect(() => requireNode('22.0.0')).not.toThrow();
});
