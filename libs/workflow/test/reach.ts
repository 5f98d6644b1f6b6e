import { named } from './journal-double.ts';
import { withState } from './play.ts';
import type { Play, Scene } from './play.ts';
import { written } from './workers.ts';

const worse: Play = (input) => ({ ...(input as object), worse: 'nodes' });

/** What the other workers must do for a cluster to come to this state; the rest comes to it anyway. */
export const TOWARDS: Readonly<Record<string, Scene['on']>> = {
  Verify: { Apply: written },
  Rollback: { Apply: written, Verify: worse },
};

/**
 * A scene in which one state fails with this error at every try. A timeout is a worker that never answers, under a
 * limit of a few milliseconds; where there is no worker to fail (a Map), its first shard cannot be read nor caught.
 */
export function failing(state: string, error: string): Scene {
  const fails: Play = () => {
    throw named(error);
  };
  const towards = TOWARDS[state] ?? {};
  if (state === 'Shards')
    return { on: { ReadShard: fails }, change: (all) => withState(all, 'ReadShard', uncaught) };
  if (error !== 'States.Timeout') return { on: { ...towards, [state]: fails } };
  return {
    on: { ...towards, [state]: () => new Promise(() => undefined) },
    change: (all) => withState(all, state, (task) => ({ ...task, TimeoutSeconds: 0.005 })),
  };
}

const uncaught = <S extends object>(state: S): S => ({ ...state, Retry: [], Catch: [] });

/** An error that a wildcard stands for; a name stands for itself. */
export const sampleOf = (name: string): string =>
  name === 'States.ALL' || name === 'States.TaskFailed' ? 'SomethingUnforeseen' : name;
