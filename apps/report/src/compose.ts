import { createJournal, createStoreClient } from '@roster/catalog';
import { awsRequestHandler } from '@roster/eks';
import { createEventsClient, createRunEvents } from '@roster/events';
import type { ReportDeps } from '@roster/reconcile';
import { readEnv } from '@roster/workflow';
import { setTimeout } from 'node:timers/promises';

/** Clients and adapters of this worker: the only place that makes them. Throws where its environment has gaps. */
export function compose(env: NodeJS.ProcessEnv): ReportDeps {
  const { journalTable, prefix, region } = readEnv('report', env);
  const aws = { region, requestHandler: awsRequestHandler(env) };
  return {
    journal: createJournal({ client: createStoreClient(aws), name: journalTable }),
    events: createRunEvents({
      client: createEventsClient(aws),
      prefix,
      // Not console.log, which Lambda wraps where logs are JSON.
      write: (line) => process.stdout.write(`${line}\n`),
      pause: (milliseconds) => setTimeout(milliseconds),
    }),
    clock: () => new Date(),
  };
}
