import { createJournal, createStoreClient } from '@roster/catalog';
import { awsRequestHandler } from '@roster/eks';
import type { ReportDeps } from '@roster/reconcile';
import { readEnv } from '@roster/workflow';

/** Clients and adapters of this worker: the only place that makes them. Throws where its environment has gaps. */
export function compose(env: NodeJS.ProcessEnv): ReportDeps {
  const { journalTable, region } = readEnv('report', env);
  const client = createStoreClient({
    region,
    requestHandler: awsRequestHandler(env),
  });
  return {
    journal: createJournal({ client, name: journalTable }),
    events: undefined,
    clock: () => new Date(),
  };
}
