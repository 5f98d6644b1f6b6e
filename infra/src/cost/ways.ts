import type { Place, WorkerName } from '@roster/workflow';
import { machineByWorker } from '../control-plane/machine-by-worker.ts';
import { ASSUMED } from './assumptions.ts';
import { insideOf, walk } from './walk.ts';

/** The usual ways of a cluster, by the branches that it takes. */
const CLUSTER = {
  inSync: { 'Admitted?': ['Apply'], 'Changed?': ['SameOutcome?'], 'SameOutcome?': ['RecordStatus'] },
  changed: {
    'Admitted?': ['Apply'],
    'Changed?': ['Verify'],
    'Worse?': ['SameOutcome?'],
    'SameOutcome?': ['Since'],
  },
} as const;
export type WayName = keyof typeof CLUSTER;
export const WAYS = Object.keys(CLUSTER) as readonly WayName[];

/** Clusters of a shard (libs/reconcile/src/run/shards.ts; a test compares). */
export const SHARD_SIZE = 25;

/** What a run over so many clusters of one wave enters: the parent, each of its children, each cluster in them. */
export interface Entered {
  readonly parent: readonly Place[];
  readonly child: readonly Place[];
  readonly cluster: readonly Place[];
  readonly shards: number;
}

export function enteredBy(clusters: number, way: WayName): Entered {
  const shards = Math.ceil(clusters / SHARD_SIZE);
  // A step has as many shards as run at once.
  const steps = Math.ceil(shards / ASSUMED.concurrency);
  const rollout = {
    'Anything?': ['Wake'],
    'More?': [...Array.from({ length: steps - 1 }, () => 'Shards'), 'CloseRun'],
  };
  const child = insideOf(machineByWorker, 'Shards');
  return {
    parent: walk(machineByWorker, rollout),
    child: walk(child, {}),
    cluster: walk(insideOf(child, 'Clusters'), CLUSTER[way]),
    shards,
  };
}

/** The workers that the states call, in order. */
export function workersOf(states: readonly Place[]): readonly WorkerName[] {
  return states.flatMap(({ state: { Resource: called = '' } }) =>
    called === '' || called.startsWith('arn:') ? [] : [called as WorkerName],
  );
}
