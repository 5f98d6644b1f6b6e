import { fleetRun, SECOND_WAYS, WAKE_STATES, WORKER_STATES } from '../src/index.ts';
import type { Definition, Mode, State } from '../src/index.ts';
import { execute } from '../src/local/execute.ts';
import type { Handlers, LocalResult } from '../src/local/index.ts';
import { JournalDouble } from './journal-double.ts';
import type { Item } from './journal-double.ts';
import { clusterName, RUN, shardKey, workers } from './workers.ts';
import type { Steps } from './workers.ts';

/** Instead of the usual worker; `call` counts from 1, `usual` is what it would have answered. */
export type Play = (input: unknown, call: number, usual: () => Promise<unknown>) => unknown;

export interface Scene {
  readonly steps?: Steps;
  readonly mode?: Mode;
  readonly input?: object;
  /** The outcome before this run, of every cluster, and since when. */
  readonly was?: string;
  readonly on?: Readonly<Record<string, Play>>;
  readonly change?: (definition: Definition) => Definition;
  readonly journal?: JournalDouble;
  readonly preview?: 'yes' | 'no';
  readonly signal?: AbortSignal;
}

export interface Played {
  readonly result: LocalResult;
  readonly journal: JournalDouble;
  /** Inputs and outputs by state; DynamoDB's states too. */
  readonly inputs: Readonly<Record<string, readonly unknown[]>>;
  readonly outputs: Readonly<Record<string, readonly unknown[]>>;
  calls(state: string): number;
  line(step?: number, shard?: number, index?: number): Item;
  status(step?: number, shard?: number, index?: number): Item | undefined;
}

export const OPENED = '2026-11-24T08:12:30.000Z';
export const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:roster-plan:e-1';
export const BEFORE = '2026-11-01T00:00:00.000Z';
const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:';
export const DEFINITION = fleetRun({
  PlanWorker: `${ARN}plan`,
  TokenWorker: `${ARN}token`,
  ApplyWorker: `${ARN}apply`,
  VerifyWorker: `${ARN}verify`,
  ReportWorker: `${ARN}report`,
  JournalTable: 'journal',
  Partition: 'aws',
});

/** Runs the state machine over a small fleet whose workers are all well, but for what the scene plays. */
export async function play(scene: Scene = {}): Promise<Played> {
  const { steps = [[1]], mode = 'apply', was = '', preview = 'no' } = scene;
  const journal = scene.journal ?? pendingLines(steps, mode, was, preview);
  const usual = workers(steps, mode, journal);
  const inputs: Record<string, unknown[]> = {};
  const outputs: Record<string, unknown[]> = {};
  const played = (state: string, worker: (input: unknown) => Promise<unknown>) => async (input: unknown) => {
    const call = (inputs[state] ??= []).push(input);
    const scripted = scene.on?.[state];
    const output = await (scripted === undefined
      ? worker(input)
      : scripted(input, call, () => worker(input)));
    (outputs[state] ??= []).push(output);
    return output;
  };
  const record = (input: unknown): string =>
    (input as { Key: { pk: { S: string } } }).Key.pk.S === 'STATUS' ? 'RecordStatus' : 'RecordRun';
  const result = await execute(scene.change?.(DEFINITION) ?? DEFINITION, {
    input: scene.input ?? { run: RUN, mode, who: 'a test', concurrency: 4 },
    execution: EXECUTION,
    handlers: {
      ...(Object.fromEntries(WORKER_STATES.map((state) => [state, played(state, usual[state])])) as Handlers),
      ...Object.fromEntries(
        Object.entries(SECOND_WAYS).map(([state, first]) => [state, played(state, usual[first])]),
      ),
      ...Object.fromEntries(
        WAKE_STATES.map((state) => [state, played(state, () => Promise.resolve({ awake: true }))]),
      ),
    },
    dynamodb: {
      query: played('ReadShard', (input) => Promise.resolve().then(() => journal.query(input))),
      updateItem: (input) =>
        played(record(input), (given) => Promise.resolve().then(() => journal.updateItem(given)))(input),
    },
    retryScale: 0,
    signal: scene.signal,
  });
  return {
    result,
    journal,
    inputs,
    outputs,
    calls: (state) => inputs[state]?.length ?? 0,
    line: (step = 0, shard = 0, index = 0) =>
      journal.get(shardKey(step, shard), clusterName(step, shard, index))!,
    status: (step = 0, shard = 0, index = 0) => journal.get('STATUS', clusterName(step, shard, index)),
  };
}

/** What OpenRun leaves in the journal for the state machine: a pending line for every cluster. */
export function pendingLines(
  steps: Steps,
  mode: Mode,
  was = '',
  preview: 'yes' | 'no' = 'no',
): JournalDouble {
  const journal = new JournalDouble();
  steps.forEach((sizes, step) =>
    sizes.forEach((size, shard) => {
      for (let index = 0; index < size; index += 1) {
        journal.put({
          pk: { S: shardKey(step, shard) },
          sk: { S: clusterName(step, shard, index) },
          run: { S: RUN },
          mode: { S: mode },
          preview: { S: preview },
          standing: { S: 'pending' },
          was: { S: was },
          since: { S: was === '' ? '' : BEFORE },
          at: { S: OPENED },
        });
      }
    }),
  );
  return journal;
}

/** A definition in which one state, wherever it stands, is another. */
export function withState(definition: Definition, name: string, edit: (state: State) => State): Definition {
  const states = Object.entries(definition.States).map(([key, state]) => {
    const inside = {
      ...state,
      ...(state.ItemProcessor && { ItemProcessor: withState(state.ItemProcessor, name, edit) }),
      ...(state.Branches && { Branches: state.Branches.map((each) => withState(each, name, edit)) }),
    };
    return [key, key === name ? edit(inside) : inside] as const;
  });
  return { ...definition, States: Object.fromEntries(states) };
}
