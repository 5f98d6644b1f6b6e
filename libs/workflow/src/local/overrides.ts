import { setImmediate } from 'node:timers/promises';
import { statesOf } from '../definition/asl.ts';
import type { Definition, Place } from '../definition/asl.ts';
import { Fault } from '../faults.ts';
import { SECOND_WAYS, WAKE_STATES, type WorkerState } from '../worker-states.ts';
import { integrationOf } from './integration.ts';
import { passed } from './payload.ts';
import { runUntil } from './until-over.ts';

/** A worker's function: what Step Functions would call, input and output as JSON values. */
export type Handler = (input: unknown) => Promise<unknown>;
/** Further ones stand for a state of that name alone: without, Settle is Apply, and nothing is woken. */
export type Handlers = Readonly<Record<WorkerState, Handler>> &
  Readonly<Partial<Record<keyof typeof SECOND_WAYS | (typeof WAKE_STATES)[number], Handler>>>;

/**
 * The two operations that the state machine itself uses, in DynamoDB's own JSON (`{ S: … }`). What they throw has the
 * name that a state sees on AWS, or a Catch would mean something else here: `DynamoDB.…` from `updateItem` (the
 * optimised integration), `DynamoDb.…` from `query` (the SDK's).
 */
export interface DynamoDb {
  query(params: unknown): Promise<unknown>;
  updateItem(params: unknown): Promise<unknown>;
}

export interface Outside {
  readonly handlers: Handlers;
  readonly dynamodb: DynamoDb;
  readonly signal?: AbortSignal | undefined;
}

/** What the engine calls instead of AWS, by the state's name: one for every Task of the definition. */
export function overridesFor(
  definition: Definition,
  outside: Outside,
  begun: Begun,
): Record<string, Handler> {
  const tasks = statesOf(definition).filter(({ state }) => state.Type === 'Task');
  return Object.fromEntries(tasks.map((task) => [task.name, through(task, callOf(task, outside), begun)]));
}

/** The calls that were begun and have not ended, those that the engine has given up among them. */
export type Begun = Set<Promise<unknown>>;

function callOf({ name, state }: Place, { handlers, dynamodb, signal }: Outside): Handler {
  const integration = integrationOf(state.Resource ?? '');
  switch (integration) {
    case 'query':
      // Once stopped, a shard that was not begun has nothing to do: its clusters stay pending.
      return async (input) => (signal?.aborted ? { Items: [] } : await dynamodb.query(input));
    case 'updateItem':
      return (input) => dynamodb.updateItem(input);
    case 'function':
      return name === 'Gate' ? stoppable(handlers.Gate, signal) : handlerOf(handlers, name);
    case undefined:
      throw new Error(`${name}: no override for ${state.Resource ?? 'a state without Resource'}`);
  }
}

function handlerOf(handlers: Handlers, name: string): Handler {
  const known: Readonly<Record<string, Handler | undefined>> = {
    ...Object.fromEntries(WAKE_STATES.map((state) => [state, awake])),
    ...Object.fromEntries(Object.entries(SECOND_WAYS).map(([state, first]) => [state, handlers[first]])),
    ...handlers,
  };
  const handler = known[name];
  if (handler === undefined) throw new Error(`${name}: no handler for this state`);
  return handler;
}

/** Here the workers are part of this process. */
const awake: Handler = () => Promise.resolve({ awake: true });

/** Once stopped there is no next step: CloseRun tells what was done, and what is pending. */
function stoppable(gate: Handler, signal: AbortSignal | undefined): Handler {
  return async (input) => {
    if (signal?.aborted) {
      throw new Fault(
        'StoppedFault',
        'the run was stopped before its end; start it again to take up what is left',
      );
    }
    return await gate(input);
  };
}

/** Input and output through JSON and under the limit, and whatever is thrown as an Error with a name. */
function through({ name, state }: Place, call: Handler, begun: Begun): Handler {
  return async (input) => {
    const given = passed(input, `the input of ${name}`);
    // A turn of the event loop: timers and signals are heard, and the engine's events are read while they are few.
    await setImmediate();
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(), (state.TimeoutSeconds ?? 60) * 1000);
    const called = runUntil(over.signal, () => call(given)).finally(() => clearTimeout(timer));
    begun.add(called);
    try {
      return passed(await called, `the output of ${name}`);
    } catch (error) {
      throw error instanceof Error ? error : new Error(String(error));
    } finally {
      begun.delete(called);
    }
  };
}
