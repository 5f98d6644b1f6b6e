import { createJournal, createStoreClient } from '@roster/catalog';
import { awsRequestHandler, connectAws, createCloud } from '@roster/eks';
import { createClusterApi } from '@roster/kubernetes';
import type { ClusterDeps } from '@roster/reconcile';
import { readEnv, readLimits } from '@roster/workflow';
import { setTimeout } from 'node:timers/promises';

/** Until a cluster has answered, in ms: less than Rollback's 10 s, so that it is the worker who tells. */
const PATIENCE = 6_000;

/** Clients and adapters of this worker: the only place that makes them. Throws where its environment has gaps, or limits that are none. */
export function compose(env: NodeJS.ProcessEnv): ClusterDeps {
  const { journalTable, limits, region } = readEnv('apply', env);
  const clock = () => new Date();
  const aws = connectAws({ env, clock, worker: 'apply' });
  const client = createStoreClient({ region, requestHandler: awsRequestHandler(env) });
  return {
    journal: createJournal({ client, name: journalTable }),
    cloud: createCloud(aws),
    clusterApi: createClusterApi({ env, timeoutMs: PATIENCE }),
    limits: readLimits(limits),
    clock,
    signingClock: aws.clock.now,
    random: Math.random,
    pause: (milliseconds) => setTimeout(milliseconds),
  };
}
