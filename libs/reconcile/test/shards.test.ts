import type { Target } from '@roster/workflow';
import { describe, expect, it } from 'vitest';
import { apply, rollback, shardKeys, token, verify } from '../src/index.ts';
import { bench, keyIn, RUN, targetOf, visit, type Bench } from './bench.ts';

const admitted = {
  connection: {
    endpoint: 'https://127.0.0.1',
    certificateAuthority: 'Y2E=',
    authenticationMode: 'CONFIG_MAP',
    endpointAccess: 'public',
    tokenId: 'one',
  },
  identity: { username: 'roster-read', groups: [], arn: '' },
} as const;
const written = { ...admitted, deadline: '2026-11-24T08:14:00.000Z' };

const STATES: Readonly<Record<string, (target: Target, made: Bench) => Promise<unknown>>> = {
  Token: (target, made) => token(target, made.deps),
  Apply: (target, made) => apply({ ...target, ...admitted }, made.deps),
  Verify: (target, made) => verify({ ...target, ...written }, made.deps),
  Rollback: (target, made) => rollback({ ...target, ...written, worse: 'nodesNotReady' }, made.deps),
};

const SHARD = `RUN#${RUN}#0000#0000#0000`;
const WRONG: readonly (readonly [string, 'plan' | 'apply', string])[] = [
  ['a shard that workers of runs that look may write, in a run that writes', 'apply', SHARD],
  ['a shard of a run that writes, in one that looks', 'plan', `WRITING#${SHARD}`],
  ['a shard of another run', 'apply', `WRITING#RUN#${RUN}2#0000#0000#0000`],
  ['another partition', 'apply', 'STATUS'],
];

describe.each(Object.entries(STATES))('%s', (_, state) => {
  it.each(WRONG)('refuses %s, and reads nothing of it', async (_what, mode, shard) => {
    const made = bench();
    const target = { ...targetOf(await made.open({ mode }), made.clock().toISOString()), shard };
    const before = made.door().writes;
    await expect(state(target, made)).rejects.toMatchObject({
      name: 'BadInputFault',
      message: expect.stringContaining(`${shard} is no shard of run ${RUN} in mode ${mode}`) as string,
    });
    expect(made.door().writes).toBe(before);
  });
});

it('a run that looks leaves what a run that writes keeps as it is, though it has its id', async () => {
  const made = bench();
  await visit(made);
  const kept = await made.journal.getTaskAndFinding(keyIn(RUN));
  const health = await made.health();
  // OpenRun refuses the id; whoever holds the plan machine's plan worker need not ask it.
  const task = { ...kept!.task, mode: 'plan', shard: SHARD, desired: [], overrides: [] } as const;
  await made.journal.putTasks([{ task, was: '', since: '' }]);
  await made.journal.putFinding(keyIn(RUN, 'plan'), { ...kept!.finding!, newForeign: ['x'] });
  await made.journal.putHealth(keyIn(RUN, 'plan'), { ...health!, pods: [] });
  expect(await made.journal.getTaskAndFinding(keyIn(RUN))).toEqual(kept);
  expect(await made.health()).toEqual(health);
});

it('a header with more shards than any step has is refused, and no list of them is made', async () => {
  const made = bench();
  await made.open({ mode: 'plan' });
  const header = (await made.journal.findRun(RUN))!;
  const forged = { ...header, waves: [{ name: 'rest', clusters: 1, budget: 1, steps: [20, 4_000_000_000] }] };
  expect(() => shardKeys(forged)).toThrow(`run ${RUN}: its header names 4000000000 shards in a step`);
});
