import { ENV, WORKER_ENV, type EnvKey, type WorkerName } from '@roster/workflow';
import type { Stage } from '../stage.ts';
import type { TableReferences } from '../state/tables.ts';

export interface EnvironmentOf {
  readonly stage: Pick<Stage, 'prefix' | 'limits'>;
  readonly worker: WorkerName;
  readonly tables: TableReferences;
}

/** A worker's environment: what `WORKER_ENV` says that it reads, and nothing else. */
export function workerEnvironment({ stage, worker, tables }: EnvironmentOf): Record<string, string> {
  const values: Readonly<Record<EnvKey, string>> = {
    catalogTable: tables.catalog.name,
    journalTable: tables.journal.name,
    prefix: stage.prefix,
    limits: JSON.stringify(stage.limits ?? {}),
  };
  return Object.fromEntries(WORKER_ENV[worker].map((key) => [ENV[key], values[key]]));
}
