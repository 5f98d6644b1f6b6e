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

/**
 * Errors of calls that never began: Lambda and DynamoDB refuse at once, and AWS answers a throttled call of a worker so,
 * too. Such a try takes no time of its own.
 */
const refused = (error: string): boolean =>
  error === 'ThrottledFault' ||
  error === 'States.TaskFailed' ||
  /^Lambda\.(TooManyRequests|EC2Throttled|ENINotReady|ResourceNotReady|ResourceConflict)Exception$/.test(
    error,
  );

/** Seconds that a state takes at most: every retrier used up, every try that began at its limit. */
function longest(name: string): number {
  const { state } = statesOf(DEFINITION).find((place) => place.name === name)!;
  const retriers = state.Retry ?? [];
  const begun = retriers.filter(
    ({ ErrorEquals }) => state.Resource!.includes('aws-sdk:') || !ErrorEquals.every(refused),
  );
  const tries = 1 + begun.reduce((sum, { MaxAttempts = 3 }) => sum + MaxAttempts, 0);
  return tries * state.TimeoutSeconds! + retriers.reduce((sum, retrier) => sum + waits(retrier), 0);
}

const ON_A_CLUSTER = ['Token', 'Apply', 'Settle', 'Verify', 'Rollback', 'RecordStatus', 'RecordRun'];
const sum = (names: readonly string[]): number => names.reduce((seconds, name) => seconds + longest(name), 0);

it('the longest way of one cluster, with the reading of its shard, leaves ten of the 300 s of an Express execution', () => {
  expect(sum(ON_A_CLUSTER)).toBe(269);
  expect(sum(['ReadShard', ...ON_A_CLUSTER])).toBe(287);
  expect(sum(['ReadShard', ...ON_A_CLUSTER])).toBeLessThan(290);
});

it('Token alone is patient with throttles, for half a minute at most', () => {
  const patient = statesOf(DEFINITION).flatMap(({ at, name, state }) =>
    at.includes('Shards/') && state.Resource?.includes(':lambda:')
      ? (state.Retry ?? [])
          .filter(({ ErrorEquals }) => ErrorEquals.every(refused))
          .map((retrier) => ({ name, seconds: waits(retrier) }))
      : [],
  );
  expect(patient).toEqual([
    { name: 'Token', seconds: 22 },
    { name: 'Apply', seconds: 3 },
  ]);
});

it('Wake has patience of minutes, outside of every shard', () => {
  const wake = statesOf(DEFINITION).filter(({ at }) => at.startsWith('Wake/'));
  expect(wake.map(({ name, state }) => [name, waits(state.Retry![0]!)])).toEqual([
    ['WakeToken', 300],
    ['WakeApply', 300],
    ['WakeVerify', 300],
  ]);
});

it('counts every Task inside of a shard, and a whole shard runs at once, so that one way is the longest', () => {
  const inside = statesOf(DEFINITION).filter(
    ({ at, state }) => at.includes('Shards/') && state.Type === 'Task',
  );
  expect(inside.map(({ name }) => name).sort()).toEqual(['ReadShard', ...ON_A_CLUSTER].sort());
  const clusters = statesOf(DEFINITION).find(({ name }) => name === 'Clusters')!;
  expect(clusters.state['MaxConcurrency']).toBe(25);
});

it('waiting for "not yet" alone spans the 25 s that Apply gives it', () => {
  const verify = statesOf(DEFINITION).find(({ name }) => name === 'Verify')!;
  expect(waits(verify.state.Retry![0]!)).toBe(25);
});
