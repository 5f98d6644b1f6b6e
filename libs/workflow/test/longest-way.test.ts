import { expect, it } from 'vitest';
import { statesOf } from '../src/index.ts';
import type { Retrier } from '../src/index.ts';
import { DEFINITION } from './play.ts';

/** Seconds that a retrier waits at most, over all of its tries; jitter only shortens a wait. */
function waits({ IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds }: Retrier): number {
  let sum = 0;
  for (let attempt = 0; attempt < MaxAttempts; attempt += 1) {
    sum += Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds ?? Infinity);
  }
  return sum;
}

/** Seconds that a state takes at most: every retrier used up, every try at its limit. */
function longest(name: string): number {
  const { state } = statesOf(DEFINITION).find((place) => place.name === name)!;
  const retriers = state.Retry ?? [];
  const tries = 1 + retriers.reduce((sum, { MaxAttempts = 3 }) => sum + MaxAttempts, 0);
  return tries * state.TimeoutSeconds! + retriers.reduce((sum, retrier) => sum + waits(retrier), 0);
}

const ON_A_CLUSTER = ['Token', 'Apply', 'Verify', 'Rollback', 'RecordStatus', 'RecordRun'];
const sum = (names: readonly string[]): number => names.reduce((seconds, name) => seconds + longest(name), 0);

it('the longest way of one cluster stays under four minutes', () => {
  expect(sum(ON_A_CLUSTER)).toBe(228);
  expect(sum(ON_A_CLUSTER)).toBeLessThan(240);
});

it('with the reading of its shard, it stays under the five minutes of an Express execution', () => {
  expect(sum(['ReadShard', ...ON_A_CLUSTER])).toBe(246);
  expect(sum(['ReadShard', ...ON_A_CLUSTER])).toBeLessThan(300);
});

it('counts every Task inside of a shard, and a whole shard runs at once, so that one way is the longest', () => {
  const inside = statesOf(DEFINITION).filter(
    ({ at, state }) => at.includes('Shards/') && state.Type === 'Task',
  );
  expect(inside.map(({ name }) => name).sort()).toEqual(['ReadShard', ...ON_A_CLUSTER].sort());
  const clusters = statesOf(DEFINITION).find(({ name }) => name === 'Clusters')!;
  expect(clusters.state['MaxConcurrency']).toBe(25);
});

it('waiting for "not yet" alone spans half a minute', () => {
  const verify = statesOf(DEFINITION).find(({ name }) => name === 'Verify')!;
  expect(waits(verify.state.Retry![0]!)).toBe(30);
});
