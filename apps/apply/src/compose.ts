import { createJournal, createStoreClient } from '@roster/catalog';
import { awsRequestHandler, connectAws, createCloud } from '@roster/eks';
import { createClusterApi } from '@roster/kubernetes';
import type { ClusterDeps } from '@roster/reconcile';
import { readEnv } from '@roster/workflow';
import { setTimeout } from 'node:timers/promises';

/** Clients and adapters of this worker: the only place that makes them. Throws where its environment has gaps. */
export function compose(env: NodeJS.ProcessEnv): ClusterDeps {
  const { journalTable } = readEnv('apply', env);
  const clock = () => new Date();
  const client = createStoreClient({
    region: env['AWS_REGION'] ?? '',
    requestHandler: awsRequestHandler(env),
  });
  return {
    journal: createJournal({ client, name: journalTable }),
    cloud: createCloud(connectAws({ env, clock })),
    clusterApi: createClusterApi({ env }),
    clock,
    random: Math.random,
    pause: (milliseconds) => setTimeout(milliseconds),
  };
}
