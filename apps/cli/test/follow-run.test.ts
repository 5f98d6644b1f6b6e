import { FakeJournal, samplePlanned, sampleHeader, sampleCluster, RUN } from '@roster/reconcile/testing';
import { shardKeys } from '@roster/reconcile';
import type { Execution } from '@roster/deployment';
import { Fault, type FaultName } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { followRun } from '../src/cloud/follow-run.ts';
import type { RunEvent } from '../src/live/run-events.ts';

const RUNNING: Execution = { state: 'running', error: '', message: '' };
const DIED: Execution = { state: 'failed', error: 'LeaseHeldFault', message: 'run other may write until 9' };
const NAMES = ['a', 'b', 'c'];

interface Acts {
  opens(): Promise<unknown>;
  ends(name: string): Promise<unknown>;
  closes(): Promise<unknown>;
  leave(): void;
  /** The next look at the run fails by this fault. */
  fails(code: FaultName): void;
}

/**
 * Follows a run of three shards in two steps, a cluster in each; `happens` is what goes on before each further look.
 */
async function follow(
  happens: readonly ((it: Acts) => unknown)[],
  execution: () => Execution | undefined = () => RUNNING,
) {
  const journal = new FakeJournal();
  const faults: Fault[] = [];
  const unless = <T>(answer: () => Promise<T>): Promise<T> => {
    const fault = faults.shift();
    return fault === undefined ? answer() : Promise.reject(fault);
  };
  const header = sampleHeader();
  const shards = shardKeys(header);
  await journal.putTasks(shards.map((shard, index) => samplePlanned({ name: NAMES[index] ?? '', shard })));
  const leaving = new AbortController();
  const acts: Acts = {
    opens: () => journal.openRun(header),
    ends: (name) =>
      journal.record({
        ...{ run: RUN, shard: shards[NAMES.indexOf(name)] ?? '', cluster: sampleCluster(name).arn },
        ...{ outcome: { kind: 'changed', reason: '' }, since: '', at: '', facts: '{}', timings: '{}' },
      }),
    closes: () => journal.closeRun(header, { at: '2026-01-02T03:05:05Z', state: 'done', counts: {} }),
    leave: () => leaving.abort(),
    // One for each thing that a look asks.
    fails: (code) => void faults.push(...[1, 2, 3].map(() => new Fault(code, 'no'))),
  };
  const seen: string[] = [];
  let now = Date.parse('2026-01-02T03:04:05Z');
  let looks = 0;
  const followed = await followRun({
    ...{ run: RUN, signal: leaving.signal },
    journal: {
      findRun: (run) => unless(() => journal.findRun(run)),
      shardResults: (shard) => unless(() => journal.shardResults(shard)),
    },
    execution: () => unless(() => Promise.resolve(execution())),
    see: (event) => seen.push(told(event)),
    now: () => new Date(now),
    pause: async (milliseconds) => {
      now += milliseconds;
      await happens[looks]?.(acts);
      looks += 1;
    },
  });
  return { seen, followed };
}

function told(event: RunEvent): string {
  switch (event.kind) {
    case 'opened':
      return 'opened';
    case 'step':
      return `step ${String(event.wave)}.${String(event.step)}`;
    case 'ended':
      return event.cluster.split('/')[1] ?? '';
  }
}

describe('a run is followed through the journal', () => {
  it('from before it is opened to its end, each cluster told once, under its step', async () => {
    const { seen, followed } = await follow([
      (it) => it.opens(),
      (it) => it.ends('a'),
      () => undefined,
      (it) => it.ends('b'),
      (it) => it.ends('c'),
      (it) => it.closes(),
    ]);
    expect(seen).toEqual(['opened', 'step 0.0', 'a', 'b', 'step 0.1', 'c']);
    expect(followed).toMatchObject({ kind: 'closed', header: { closed: { state: 'done' } } });
  });

  it('to its last step, when all has happened between two looks', async () => {
    const { seen } = await follow([
      async (it) => {
        await it.opens();
        for (const name of NAMES) await it.ends(name);
        await it.closes();
      },
    ]);
    expect(seen).toEqual(['opened', 'step 0.0', 'a', 'b', 'step 0.1', 'c']);
  });

  it('past a shard that was lost, when the next step has written', async () => {
    const { seen } = await follow([
      (it) => it.opens(),
      (it) => it.ends('a'),
      () => undefined,
      (it) => it.ends('c'),
      (it) => it.closes(),
    ]);
    expect(seen).toEqual(['opened', 'step 0.0', 'a', 'step 0.1', 'c']);
  });

  it('over looks that fail by what passes, and not by what does not', async () => {
    const { seen, followed } = await follow([
      (it) => it.fails('ConnectionFault'),
      (it) => it.opens(),
      async (it) => {
        await it.ends('a');
        it.fails('ThrottledFault');
      },
      async (it) => {
        for (const name of ['b', 'c']) await it.ends(name);
        await it.closes();
      },
    ]);
    expect([seen, followed.kind]).toEqual([['opened', 'step 0.0', 'a', 'b', 'step 0.1', 'c'], 'closed']);
    const denied = follow([(it) => it.opens(), (it) => it.fails('DeniedFault')]);
    await expect(denied).rejects.toMatchObject({ name: 'DeniedFault' });
  });

  it('until the user leaves it', async () => {
    const { followed } = await follow([(it) => it.opens(), (it) => it.leave()]);
    expect(followed.kind).toBe('left');
  });
});

describe('it does not wait for ever', () => {
  it('for a run whose execution died before it was opened: its error is told', async () => {
    await expect(follow([], () => DIED)).rejects.toMatchObject({
      name: 'LeaseHeldFault',
      message: DIED.message,
    });
    const broken = { ...DIED, error: 'Lambda.Unknown', message: 'no such handler' };
    await expect(follow([], () => broken)).rejects.toMatchObject({
      name: 'ServerFault',
      message: expect.stringContaining('Lambda.Unknown: no such handler') as unknown,
    });
  });

  it('for an execution that died after that, but half a minute, in which a rule may close the run', async () => {
    const idle = Array.from({ length: 20 }, () => () => undefined);
    const dying = () => {
      let opened = false;
      const opens = async (it: Acts) => {
        await it.opens();
        opened = true;
      };
      return { opens, execution: () => (opened ? DIED : RUNNING) };
    };
    const [closed, silent] = [dying(), dying()];
    const first = await follow([closed.opens, ...idle, (it) => it.closes()], closed.execution);
    expect(first.followed.kind).toBe('closed');
    expect((await follow([silent.opens], silent.execution)).followed.kind).toBe('cutOff');
  });

  it('for a run that nobody closes and nobody hears of', async () => {
    const { followed } = await follow([(it) => it.opens()], () => undefined);
    expect(followed.kind).toBe('cutOff');
    await expect(follow([], () => undefined)).rejects.toMatchObject({ name: 'TimeoutFault' });
  });
});
