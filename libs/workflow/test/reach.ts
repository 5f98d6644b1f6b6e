import { once } from 'node:events';
import { stateIsOver } from '../src/local/index.ts';
import { named } from './journal-double.ts';
import { withState } from './play.ts';
import type { Play, Scene } from './play.ts';
import { written } from './workers.ts';

const worse: Play = (input) => ({ ...(input as object), worse: 'nodes' });

/** What the other workers must do for a cluster to come to this state; the rest comes to it anyway. */
const doubtful: Play = () => {
  throw named('UnsettledFault');
};

export const TOWARDS: Readonly<Record<string, Scene['on']>> = {
  Settle: { Apply: doubtful },
  Verify: { Apply: written },
  Rollback: { Apply: written, Verify: worse },
};

/**
 * A scene in which one state fails with this error at every try. A timeout is a worker that has no answer before its
 * time is over, under a limit of a few milliseconds; where there is no worker to fail (a Map), its first shard cannot be read nor caught.
 */
export function failing(state: string, error: string): Scene {
  const fails: Play = () => {
    throw named(error);
  };
  const towards = TOWARDS[state] ?? {};
  if (state === 'Wake') return { on: { WakeApply: fails } };
  if (state === 'Shards')
    return { on: { ReadShard: fails }, change: (all) => withState(all, 'ReadShard', uncaught) };
  if (error !== 'States.Timeout') return { on: { ...towards, [state]: fails } };
  return {
    on: { ...towards, [state]: lasting },
    change: (all) => withState(all, state, (task) => ({ ...task, TimeoutSeconds: 0.005 })),
  };
}

const lasting: Play = async () => {
  const over = stateIsOver();
  if (over !== undefined) await once(over, 'abort');
};

const uncaught = <S extends object>(state: S): S => ({ ...state, Retry: [], Catch: [] });

/** An error that a wildcard stands for; a name stands for itself. */
export const sampleOf = (name: string): string =>
  name === 'States.ALL' || name === 'States.TaskFailed' ? 'SomethingUnforeseen' : name;
