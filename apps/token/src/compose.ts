import { createJournal, createStoreClient } from '@roster/catalog';
import { awsRequestHandler, connectAws, createCloud } from '@roster/eks';
import { createClusterApi } from '@roster/kubernetes';
import type { ClusterDeps } from '@roster/reconcile';
import { readEnv } from '@roster/workflow';

/** Until a cluster has answered, in ms: less than the state's 8 s, so that it is the worker who tells. */
const PATIENCE = 5_000;

/** Clients and adapters of this worker: the only place that makes them. Throws where its environment has gaps. */
export function compose(env: NodeJS.ProcessEnv): Omit<ClusterDeps, 'limits' | 'random' | 'pause'> {
  const { journalTable, region } = readEnv('token', env);
  const clock = () => new Date();
  const aws = connectAws({ env, clock, worker: 'token' });
  const client = createStoreClient({ region, requestHandler: awsRequestHandler(env) });
  return {
    journal: createJournal({ client, name: journalTable }),
    cloud: createCloud(aws),
    clusterApi: createClusterApi({ env, timeoutMs: PATIENCE }),
    clock,
    signingClock: aws.clock.now,
  };
}
