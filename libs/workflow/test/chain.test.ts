import type { z } from 'zod/mini';
import { describe, expect, it } from 'vitest';
import * as contract from '../src/index.ts';
import { statesOf } from '../src/index.ts';
import type { Definition } from '../src/index.ts';
import { execute } from '../src/local/execute.ts';
import { DEFINITION, EXECUTION, pendingLines, play, withState } from './play.ts';
import type { Scene } from './play.ts';
import { failing, TOWARDS } from './reach.ts';
import { RUN, workers } from './workers.ts';

const SCHEMAS: Readonly<Record<string, readonly [z.ZodMiniType, z.ZodMiniType]>> = {
  WakeToken: [contract.WakeCall, contract.Awake],
  OpenRun: [contract.OpenInput, contract.RunProgress],
  Token: [contract.Target, contract.TokenOutput],
  Apply: [contract.Admitted, contract.ApplyOutput],
  Settle: [contract.Admitted, contract.ApplyOutput],
  Verify: [contract.VerifyInput, contract.VerifyOutput],
  Rollback: [contract.Worse, contract.RollbackOutput],
  Gate: [contract.RunProgress, contract.RunProgress],
  CloseRun: [contract.CloseInput, contract.RunTotals],
};

const ends = (kind: string) => (input: unknown) => ({ ...(input as object), outcome: { kind, reason: '' } });
const scenes: Readonly<Record<string, Scene>> = {
  'in sync': { steps: [[2], [1]] },
  plan: { mode: 'plan', on: { Apply: ends('drifted') } },
  changed: { on: TOWARDS['Verify']! },
  settled: { on: TOWARDS['Settle']! },
  'rolled back': { on: TOWARDS['Rollback']! },
  verify: { mode: 'verify', on: { Verify: ends('healthy') } },
  unreachable: { on: { Token: ends('unreachable') } },
  'OpenRun failed': failing('OpenRun', 'LeaseHeldFault'),
  'a schedule whose OpenRun failed': {
    ...failing('OpenRun', 'ServerFault'),
    input: {
      scheduleId: 'a-schedule',
      scheduledAt: '2026-11-24T08:00:00Z',
      mode: 'apply',
      who: 'a schedule',
    },
  },
  'Shards failed': failing('Shards', 'SomethingUnforeseen'),
  'Gate failed': failing('Gate', 'ServerFault'),
};

describe.each(Object.entries(scenes))('%s', (_, scene) => {
  it("each state's input and output is of that state's schema", async () => {
    const played = await play(scene);
    for (const [state, [input, output]] of Object.entries(SCHEMAS)) {
      for (const given of played.inputs[state] ?? []) expect(() => input.parse(given), state).not.toThrow();
      for (const answered of played.outputs[state] ?? [])
        expect(() => output.parse(answered), state).not.toThrow();
    }
  });
});

/** The file with a worker in place of what follows every way to Record, so that its input can be looked at. */
function recordSeen(definition: Definition): Definition {
  const { Resource } = statesOf(definition).find(({ name }) => name === 'Token')!.state;
  return withState(definition, 'RecordStatus', () => ({
    Type: 'Task',
    Resource: Resource!,
    TimeoutSeconds: 3,
    Next: 'RecordRun',
  }));
}

describe('what Record is given', () => {
  const ways: Readonly<Record<string, Scene>> = {
    ...scenes,
    'Token threw': failing('Token', 'ThrottledFault'),
    'Token was refused': failing('Token', 'DeniedFault'),
    'Apply threw': failing('Apply', 'ServerFault'),
    'Settle threw': failing('Settle', 'UnsettledFault'),
    'Verify threw': failing('Verify', 'NotYetFault'),
    'Rollback threw': failing('Rollback', 'TypeError'),
  };
  it.each(Object.entries(ways))('%s: one shape, whatever the way', async (way, scene) => {
    const seen = await recordInputs(scene);
    for (const input of seen) {
      expect(() => contract.RecordInput.parse(input)).not.toThrow();
      if ('error' in (input as object)) expect(() => contract.Faulted.parse(input)).not.toThrow();
    }
    const faulted = seen.filter((input) => 'error' in (input as object));
    expect(faulted).toHaveLength(way.endsWith('threw') || way.endsWith('refused') ? 1 : 0);
  });

  async function recordInputs({
    steps = [[1]],
    mode = 'apply',
    on = {},
    change,
    input,
  }: Scene): Promise<unknown[]> {
    const journal = pendingLines(steps, mode);
    const seen: unknown[] = [];
    const all = workers(steps, mode, journal);
    const usual = { ...all, Settle: all.Apply };
    const played = Object.fromEntries(
      Object.entries(usual).map(([state, worker]) => [
        state,
        async (given: unknown) => (await on[state]?.(given, 1, () => worker(given))) ?? worker(given),
      ]),
    ) as unknown as typeof usual;
    const handlers = {
      ...played,
      RecordStatus: (given: unknown) => (seen.push(given), Promise.resolve(given)),
    };
    await execute(recordSeen(change?.(DEFINITION) ?? DEFINITION), {
      input: input ?? { run: RUN, mode, who: 'a test' },
      execution: EXECUTION,
      handlers,
      dynamodb: { query: (p) => Promise.resolve(journal.query(p)), updateItem: () => Promise.resolve({}) },
      retryScale: 0,
    });
    return seen;
  }
});
