import { describe, expect, it } from 'vitest';
import { WakeCall, type RunProgress } from '../src/index.ts';
import { named } from './journal-double.ts';
import { EXECUTION, play } from './play.ts';
import { clusterName, shardKey } from './workers.ts';

const throws = (name: string) => () => {
  throw named(name);
};
const standing = (line: Record<string, { S: string }>): string => line['standing']!.S;

describe('the loop over steps', () => {
  it('visits every cluster of every shard of every step, a step after the other', async () => {
    const steps = [[2, 3], [1], [2, 1, 2]];
    const played = await play({ steps });
    const visited = played.inputs['Token']!.map((input) => (input as { cluster: string }).cluster);
    const all = steps.flatMap((sizes, step) =>
      sizes.flatMap((size, shard) => Array.from({ length: size }, (_, i) => clusterName(step, shard, i))),
    );
    expect([...visited].sort()).toEqual(all.sort());
    const stepOf = (arn: string): string => arn.split('/c-')[1]!.charAt(0);
    expect(visited.map(stepOf)).toEqual([...visited.map(stepOf)].sort());
    expect(played.calls('Gate')).toBe(3);
    expect(played.inputs['CloseRun']).toMatchObject([{ execution: EXECUTION, end: { next: 'close' } }]);
  });

  it('visits a shard of 25 clusters whole, all at once', async () => {
    let running = 0;
    let most = 0;
    const played = await play({
      steps: [[25]],
      on: {
        Token: async (_, __, usual) => {
          most = Math.max(most, ++running);
          await new Promise(setImmediate);
          running -= 1;
          return usual();
        },
      },
    });
    expect(played.calls('RecordRun')).toBe(25);
    expect(most).toBe(25);
  });

  it('runs as many shards at once as its input asks', async () => {
    let running = 0;
    let most = 0;
    await play({
      steps: [Array.from({ length: 12 }, () => 1)],
      on: {
        ReadShard: async (_, __, usual) => {
          most = Math.max(most, ++running);
          await new Promise(setImmediate);
          running -= 1;
          return usual();
        },
      },
    });
    expect(most).toBe(4);
  });

  it('opens a run with nothing to do, and closes it', async () => {
    const played = await play({ steps: [] });
    expect([played.calls('ReadShard'), played.calls('CloseRun')]).toEqual([0, 1]);
  });

  it('goes on with the next wave where Gate says so', async () => {
    const played = await play({
      steps: [[1], [1]],
      on: { Gate: async (_, call, usual) => ({ ...((await usual()) as RunProgress), wave: call }) },
    });
    expect(played.inputs['Gate']).toMatchObject([{ wave: 0 }, { wave: 1 }]);
  });

  it('halts where Gate says so: the later steps stay pending', async () => {
    const halt = async (_: unknown, __: number, usual: () => Promise<unknown>) => ({
      ...((await usual()) as RunProgress),
      next: 'halt',
    });
    const played = await play({ steps: [[1], [1]], on: { Gate: halt } });
    expect(played.result).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
    expect(standing(played.line(1))).toBe('pending');
  });
});

describe('Wake', () => {
  it('calls each worker of Shards once a run, before the first cluster', async () => {
    const order: string[] = [];
    const seen =
      (name: string) =>
      (_: unknown, __: number, usual: () => Promise<unknown>): unknown => (order.push(name), usual());
    const states = ['WakeToken', 'WakeApply', 'WakeVerify', 'ReadShard', 'Gate'];
    const played = await play({
      steps: [[1], [1]],
      on: Object.fromEntries(states.map((name) => [name, seen(name)])),
    });
    expect(order.slice(0, 3).sort()).toEqual(['WakeApply', 'WakeToken', 'WakeVerify']);
    expect(order.slice(3)).toEqual(['ReadShard', 'Gate', 'ReadShard', 'Gate']);
    for (const name of states.slice(0, 3))
      expect(WakeCall.parse(played.inputs[name]![0])).toEqual({ wake: true });
  });

  it('wakes nobody where there is nothing to do', async () => {
    expect((await play({ steps: [] })).calls('WakeToken')).toBe(0);
  });

  it('has patience while Lambda makes the network again', async () => {
    const played = await play({
      on: {
        WakeApply: (_, call, usual) => {
          if (call === 1) throw named('Lambda.ResourceNotReadyException');
          if (call < 10) throw named('Lambda.ResourceConflictException');
          return usual();
        },
      },
    });
    expect(played.calls('WakeApply')).toBe(10);
    expect(played.result.status).toBe('succeeded');
  });

  it('ends the run, with every cluster pending, where a worker stays away', async () => {
    const played = await play({ on: { WakeVerify: throws('Lambda.ENILimitReachedException') } });
    expect(played.inputs['CloseRun']).toMatchObject([
      { end: { next: 'step', error: { Error: 'Lambda.ENILimitReachedException' } } },
    ]);
    expect(standing(played.line())).toBe('pending');
  });
});

describe('what goes wrong around the clusters', () => {
  it('ReadShard: the shard stays pending, and the run goes on', async () => {
    const played = await play({
      steps: [[2, 2], [1]],
      on: {
        ReadShard: (input, _, usual) => {
          if (JSON.stringify(input).includes(shardKey(0, 1))) throw named('InternalServerError');
          return usual();
        },
      },
    });
    expect(standing(played.line(0, 0, 1))).toBe('inSync');
    expect(standing(played.line(0, 1, 0))).toBe('pending');
    expect(standing(played.line(1, 0, 0))).toBe('inSync');
    expect(played.result).toMatchObject({ status: 'failed', error: 'RunUnhealthyFault' });
  });

  it('OpenRun: CloseRun is told, and so is the caller', async () => {
    const played = await play({ on: { OpenRun: throws('LeaseHeldFault') } });
    expect(played.inputs['CloseRun']).toMatchObject([
      { execution: EXECUTION, end: { who: 'a test', error: { Error: 'LeaseHeldFault' } } },
    ]);
    expect(played.result).toMatchObject({
      error: 'RunUnhealthyFault',
      earlier: { state: 'OpenRun', error: 'LeaseHeldFault', message: 'LeaseHeldFault, as a test asked' },
    });
  });

  it('a try that succeeded after all is forgotten', async () => {
    const played = await play({
      on: {
        OpenRun: (_, call, usual) => (call === 1 ? throws('ServerFault')() : usual()),
        CloseRun: throws('RunUnhealthyFault'),
      },
    });
    expect(played.result).toEqual({
      status: 'failed',
      error: 'RunUnhealthyFault',
      message: 'RunUnhealthyFault, as a test asked',
    });
  });
});

describe('a run that is stopped', () => {
  it('ends the shards that were begun, begins no other, and tells CloseRun', async () => {
    const stop = new AbortController();
    const played = await play({
      steps: [[2, 2, 2, 2, 2, 2], [1]],
      signal: stop.signal,
      on: { Token: (_, __, usual) => (stop.abort(), usual()) },
    });
    expect(standing(played.line(0, 0, 0))).toBe('inSync');
    expect(standing(played.line(0, 5, 0))).toBe('pending');
    expect(standing(played.line(1, 0, 0))).toBe('pending');
    expect(played.inputs['CloseRun']).toMatchObject([{ end: { error: { Error: 'StoppedFault' } } }]);
    expect(played.result).toMatchObject({
      status: 'failed',
      earlier: { state: 'Gate', error: 'StoppedFault' },
    });
  });
});
