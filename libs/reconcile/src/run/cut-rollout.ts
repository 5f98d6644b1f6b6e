import {
  budgetOf,
  endedPrincipals,
  ownershipOf,
  wavesOf,
  type Cluster,
  type DesiredMapping,
  type Fleet,
} from '@roster/access';
import type { RunInput } from '@roster/workflow';
import type { ClusterStatus, PlannedTask, RunWave } from '../ports/index.ts';
import { SHARD_SIZE, shardKey, STEP_SIZE } from './shards.ts';

export interface Cut {
  readonly waves: readonly RunWave[];
  readonly tasks: readonly PlannedTask[];
}

export interface CutInput {
  readonly run: string;
  readonly input: RunInput;
  readonly fleet: Fleet;
  readonly desired: ReadonlyMap<Cluster, readonly DesiredMapping[]>;
  readonly status: ReadonlyMap<string, ClusterStatus>;
  readonly now: Date;
}

/** Cuts the clusters into waves, steps and shards, by name, so that the same clusters are cut the same way. */
export function cutRollout(cut: CutInput): Cut {
  const clusters = [...cut.desired.keys()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const waves = wavesOf(cut.fleet, clusters);
  return {
    tasks: waves.flatMap(({ clusters: members }, wave) =>
      members.map((cluster, index) => taskFor(cut, cluster, shardAt(cut.run, wave, index))),
    ),
    waves: waves.map(({ name, clusters: { length } }) => {
      const shards = Math.ceil(length / SHARD_SIZE);
      const steps = Array.from({ length: Math.ceil(shards / STEP_SIZE) }, (_, step) =>
        Math.min(STEP_SIZE, shards - step * STEP_SIZE),
      );
      return { name, clusters: length, budget: budgetOf(cut.fleet.rollout.failureBudget, length), steps };
    }),
  };
}

function shardAt(run: string, wave: number, index: number): string {
  const shard = Math.floor(index / SHARD_SIZE);
  return shardKey(run, wave, Math.floor(shard / STEP_SIZE), shard % STEP_SIZE);
}

function taskFor(cut: CutInput, cluster: Cluster, shard: string): PlannedTask {
  const { run, input, fleet, status, now } = cut;
  const seen = status.get(cluster.arn);
  const desired = cut.desired.get(cluster) ?? [];
  const ended = endedPrincipals({ grants: fleet.grants, cluster, now, desired });
  return {
    task: {
      run,
      mode: input.mode,
      shard,
      cluster,
      desired,
      ...(ended.length === 0 ? {} : { ended }),
      ownership: ownershipOf(fleet, cluster),
      protected: fleet.protected,
      trustedAccounts: fleet.trustedAccounts,
      overrides: input.overrides,
      openedAt: now.toISOString(),
    },
    was: seen?.outcome?.kind ?? '',
    since: seen?.since ?? '',
  };
}
