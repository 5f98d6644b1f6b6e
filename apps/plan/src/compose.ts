import { createCatalog, createJournal, createStoreClient } from '@roster/catalog';
import { awsRequestHandler } from '@roster/eks';
import type { RunDeps } from '@roster/reconcile';
import { readEnv } from '@roster/workflow';

/** Clients and adapters of this worker: the only place that makes them. Throws where its environment has gaps. */
export function compose(env: NodeJS.ProcessEnv): RunDeps {
  const { catalogTable, journalTable, region } = readEnv('plan', env);
  const client = createStoreClient({
    region,
    requestHandler: awsRequestHandler(env),
  });
  return {
    catalog: createCatalog({ client, name: catalogTable }),
    journal: createJournal({ client, name: journalTable }),
    clock: () => new Date(),
  };
}
