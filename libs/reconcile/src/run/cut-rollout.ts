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
import { hashOf, SHARD_SIZE, shardKey } from './shards.ts';

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

/**
 * Cuts the clusters into waves, steps and shards: by a hash of the ARN, so that the same clusters are cut the same way,
 * and those of one account, whose EKS API throttles them together, lie far apart. A step has as many shards as run at
 * once.
 */
export function cutRollout(cut: CutInput): Cut {
  const { concurrency } = cut.input;
  const hashed = [...cut.desired.keys()].map((cluster) => ({ cluster, hash: hashOf(cluster.arn) }));
  const clusters = hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1)).map(({ cluster }) => cluster);
  const waves = wavesOf(cut.fleet, clusters);
  return {
    tasks: waves.flatMap(({ clusters: members }, wave) =>
      members.map((cluster, index) => taskFor(cut, cluster, shardAt(cut, wave, index))),
    ),
    waves: waves.map(({ name, clusters: { length } }) => {
      const shards = Math.ceil(length / SHARD_SIZE);
      const steps = Array.from({ length: Math.ceil(shards / concurrency) }, (_, step) =>
        Math.min(concurrency, shards - step * concurrency),
      );
      return { name, clusters: length, budget: budgetOf(cut.fleet.rollout.failureBudget, length), steps };
    }),
  };
}

function shardAt({ run, input }: CutInput, wave: number, index: number): string {
  const shard = Math.floor(index / SHARD_SIZE);
  const { mode, concurrency } = input;
  return shardKey({ run, mode }, wave, Math.floor(shard / concurrency), shard % concurrency);
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
      privilegedGroups: fleet.privilegedGroups,
      denied: fleet.denied,
      overrides: input.overrides,
      ...(input.preview === true ? { preview: true } : {}),
      ...(input.prune === true ? { prune: true } : {}),
      ...(input.prune === false ? { mentioned: fleet.grants.map(({ name }) => name) } : {}),
      openedAt: now.toISOString(),
    },
    was: seen?.outcome?.kind ?? '',
    since: seen?.since ?? '',
  };
}
