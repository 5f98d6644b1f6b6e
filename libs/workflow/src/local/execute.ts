import { setTimeout } from 'node:timers/promises';
import { ExecutionError, StateMachine } from 'aws-local-stepfunctions';
import { statesOf } from '../definition/asl.ts';
import type { Definition } from '../definition/asl.ts';
import { overridesFor } from './overrides.ts';
import type { Begun, Handler, Outside } from './overrides.ts';

/** A state that gave up, after its retries: what its last try threw. */
export interface StateError {
  readonly state: string;
  readonly error: string;
  readonly message: string;
}

/** How an execution ended. `earlier`: what OpenRun or Gate gave up with, where CloseRun then closed the run. */
export type LocalResult =
  | { readonly status: 'succeeded'; readonly output: unknown }
  | {
      readonly status: 'failed';
      readonly error: string;
      readonly message: string;
      readonly earlier?: StateError;
    };

export interface Execution extends Outside {
  readonly input: unknown;
  /** What the execution is known by: `$$.Execution.Id`. On AWS that is its ARN. */
  readonly execution: string;
  readonly retryScale?: number | undefined;
}

const USUAL_STACK = Error.stackTraceLimit;

type EngineRun = Parameters<StateMachine['run']>;

/**
 * Runs any definition that `checkDefinition` has let through. Errors made meanwhile have no stack: the engine throws
 * one for each path that leads to a text, forty a cluster, and of a run's errors only name and message are kept.
 */
export async function execute(definition: Definition, run: Execution): Promise<LocalResult> {
  const last = new Map<string, StateError>();
  const begun: Begun = new Set();
  const overrides = overridesFor(definition, run, begun);
  for (const state of ['OpenRun', 'Gate']) {
    const call = overrides[state];
    if (call !== undefined) overrides[state] = remembering(state, call, last);
  }
  const machine = new StateMachine(definition as unknown as ConstructorParameters<typeof StateMachine>[0], {
    // Its own validator is older than that of our tests; checkDefinition has said what matters here.
    validationOptions: { noValidate: true },
  });
  const execution = machine.run(run.input as EngineRun[0], {
    context: { Execution: { Id: run.execution } },
    overrides: {
      taskResourceLocalHandlers: overrides as NonNullable<
        NonNullable<NonNullable<EngineRun[1]>['overrides']>['taskResourceLocalHandlers']
      >,
      retryIntervalOverrides: waits(definition, run.retryScale),
    },
  });
  // Events pile up in memory unless somebody reads them.
  const drained = drain(execution.eventLogs);
  Error.stackTraceLimit = 0;
  try {
    return { status: 'succeeded', output: await execution.result };
  } catch (thrown) {
    const { name, message } = causeOf(thrown);
    const earlier = [...last.values()].at(-1);
    return { status: 'failed', error: name, message, ...(earlier === undefined ? {} : { earlier }) };
  } finally {
    Error.stackTraceLimit = USUAL_STACK;
    await drained;
    // What a state gave up for want of time may still wait for an answer: nothing goes on after the end.
    await ended(begun);
  }
}

/** Longer than any one call of an adapter: a worker that is late by more waits for nothing that could still come. */
const LATEST_MS = 20_000;

async function ended(begun: Begun): Promise<void> {
  if (begun.size === 0) return;
  const timer = new AbortController();
  const late = setTimeout(LATEST_MS, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(begun), late]);
  timer.abort();
}

/** Keeps what the last try of a state threw; a try that succeeds forgets it. */
function remembering(state: string, call: Handler, last: Map<string, StateError>): Handler {
  return async (input) => {
    try {
      const output = await call(input);
      last.delete(state);
      return output;
    } catch (error) {
      const { name, message } = causeOf(error);
      last.set(state, { state, error: name, message });
      throw error;
    }
  };
}

/** Waits in milliseconds by state and retrier: the file's first interval times `scale`, without its growth. */
function waits(definition: Definition, scale: number | undefined): Record<string, number[]> {
  if (scale === undefined || scale === 1) return {};
  return Object.fromEntries(
    statesOf(definition).flatMap(({ name, state }) =>
      state.Retry === undefined
        ? []
        : [[name, state.Retry.map(({ IntervalSeconds = 1 }) => IntervalSeconds * 1000 * scale)]],
    ),
  );
}

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  while (!(await iterator.next()).done);
}

function causeOf(thrown: unknown): Error {
  const cause = thrown instanceof ExecutionError ? thrown.cause : thrown;
  return cause instanceof Error ? cause : new Error(String(cause));
}
