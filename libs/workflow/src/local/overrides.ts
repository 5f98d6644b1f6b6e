import { setImmediate } from 'node:timers/promises';
import { statesOf } from '../definition/asl.ts';
import type { Definition, Place } from '../definition/asl.ts';
import { Fault } from '../faults.ts';
import type { WorkerState } from '../worker-states.ts';
import { integrationOf } from './integration.ts';
import { passed } from './payload.ts';

/** A worker's function: what Step Functions would call, input and output as JSON values. */
export type Handler = (input: unknown) => Promise<unknown>;
export type Handlers = Readonly<Record<WorkerState, Handler>>;

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
export function overridesFor(definition: Definition, outside: Outside): Record<string, Handler> {
  const tasks = statesOf(definition).filter(({ state }) => state.Type === 'Task');
  return Object.fromEntries(tasks.map((task) => [task.name, through(task.name, callOf(task, outside))]));
}

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
  const handler = (handlers as Readonly<Record<string, Handler | undefined>>)[name];
  if (handler === undefined) throw new Error(`${name}: no handler for this state`);
  return handler;
}

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
function through(name: string, call: Handler): Handler {
  return async (input) => {
    const given = passed(input, `the input of ${name}`);
    // A turn of the event loop: timers and signals are heard, and the engine's events are read while they are few.
    await setImmediate();
    try {
      return passed(await call(given), `the output of ${name}`);
    } catch (error) {
      throw error instanceof Error ? error : new Error(String(error));
    }
  };
}
