import { describe, expect, it } from 'vitest';
import { Fault } from '@roster/workflow';
import { isRetried, targetOf, way, type Bench, type Deliver } from './bench.ts';
import { CASES, type Case } from './cases.ts';
import { watched, type Crash } from './crashing.ts';

const CRASH = new Error('the process crashed');
const LOST = new Fault('ConnectionFault', 'the answer was lost');

/** What must be the same however often a cluster was delivered. */
async function leftBy(made: Bench, ended: { readonly outcome: unknown; readonly facts: string }) {
  const { owned, foreign, hold, driftSince, withheld, foreignAccess, exclusiveSince } = await made.status();
  return {
    ...{ outcome: ended.outcome, facts: ended.facts, document: made.door().awsAuth() },
    ...{ owned, foreign, hold: hold && { ...hold, at: '' }, drifted: driftSince !== undefined },
    ...{ withheld, foreignAccess, exclusiveSince },
  };
}

async function begin({ make, overrides = [], expectRemovals }: Case) {
  const made = await make();
  const progress = await made.open({
    overrides: [...overrides],
    ...(expectRemovals === undefined ? {} : { expectRemovals }),
  });
  return { made, target: targetOf(progress, made.clock().toISOString()) };
}

/** As the state machine: a fault that is worth it is tried again, with time passing; so is a state that crashed. */
function patiently(made: Bench, over: 'a second' | 'no time'): Deliver {
  return async (act) => {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (error !== CRASH && !isRetried(error)) throw error;
        made.now.at += isRetried(error) && error !== LOST ? 5_000 : over === 'a second' ? 1_500 : 0;
      }
    }
  };
}

async function calm(one: Case) {
  const { made, target } = await begin(one);
  const { calls, deps } = watched(made.deps);
  const ended = await way(target, deps, patiently(made, 'no time'));
  return { calls, left: await leftBy(made, ended), made, target };
}

const everyCrash = (calls: readonly string[]): readonly Crash[] =>
  calls.flatMap((_, call) => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

describe.each(Object.entries(CASES))('a cluster %s', (_name, one) => {
  it('ends as it should', async () => {
    expect((await calm(one)).left.outcome).toEqual(one.outcome);
  });

  it.each(['a second', 'no time'] as const)(
    'ends alike when a state crashes and is tried %s later',
    async (over) => {
      const { calls, left } = await calm(one);
      for (const crash of everyCrash(calls)) {
        const { made, target } = await begin(one);
        const { deps } = watched(made.deps, crash, CRASH);
        const ended = await way(target, deps, patiently(made, over));
        expect(await leftBy(made, ended), `${crash.when} ${calls[crash.call]} (${crash.call})`).toEqual(left);
      }
    },
  );

  it('ends alike when the shard is delivered again after a crash', async () => {
    const { calls, left } = await calm(one);
    for (const crash of everyCrash(calls)) {
      const { made, target } = await begin(one);
      await way(target, watched(made.deps, crash, CRASH).deps, patientlyOnce(made)).catch(() => undefined);
      made.now.at += 2_000;
      const ended = await way(target, made.deps, patiently(made, 'a second'));
      expect(await leftBy(made, ended), `${crash.when} ${calls[crash.call]} (${crash.call})`).toEqual(left);
    }
  });

  it('ends alike when an answer is lost on the way', async () => {
    const { calls, left } = await calm(one);
    for (const crash of everyCrash(calls)) {
      const { made, target } = await begin(one);
      const ended = await way(target, watched(made.deps, crash, LOST).deps, patiently(made, 'a second'));
      expect(await leftBy(made, ended), `${crash.when} ${calls[crash.call]} (${crash.call})`).toEqual(left);
    }
  });

  it('ends alike when it is delivered twice', async () => {
    const { left, made, target } = await calm(one);
    made.now.at += 2_000;
    const again = await way(target, made.deps, patiently(made, 'a second'));
    expect(await leftBy(made, again)).toEqual(left);
  });
});

/** Waits for what is not yet, but a crash ends it. */
function patientlyOnce(made: Bench): Deliver {
  return async (act) => {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!isRetried(error)) throw error;
        made.now.at += 5_000;
      }
    }
  };
}
