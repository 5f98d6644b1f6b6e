import { ENV, WORKER_ENV, type EnvKey, type WorkerName } from '@roster/workflow';
import type { TableReferences } from '../state/tables.ts';

export interface EnvironmentOf {
  readonly worker: WorkerName;
  readonly tables: TableReferences;
}

/** A worker's environment: what `WORKER_ENV` says that it reads, and nothing else. */
export function workerEnvironment({ worker, tables }: EnvironmentOf): Record<string, string> {
  const values: Readonly<Record<EnvKey, string>> = {
    catalogTable: tables.catalog.name,
    journalTable: tables.journal.name,
  };
  return Object.fromEntries(WORKER_ENV[worker].map((key) => [ENV[key], values[key]]));
}
