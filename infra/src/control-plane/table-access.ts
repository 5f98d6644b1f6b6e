import type { MachineName, WorkerName } from '@roster/workflow';

/** What somebody does with items of a table. */
export interface TableAccess {
  readonly table: 'catalog' | 'journal';
  /** Operations of DynamoDB. */
  readonly may: readonly string[];
  /** Partition keys, `*` allowed (design.md, Storage); absent: all of the table. */
  readonly on?: readonly string[];
  /** The attributes that an update may name; absent: all. */
  readonly attributes?: readonly string[];
}

const CLUSTER = 'CLUSTER#*';
const WRITES = 'WRITES#*';
const SHARD = 'RUN#*';
const KEY = ['pk', 'sk'] as const;

const journal = (
  may: readonly string[],
  on: readonly string[],
  attributes?: readonly string[],
): TableAccess => ({ table: 'journal', may, on, ...(attributes === undefined ? {} : { attributes }) });

/** What a cluster's worker found, and no more: not its task. */
const putFinding = journal(['UpdateItem'], [CLUSTER], [...KEY, 'finding']);

/** What each worker does with the tables. `test/table-access.sandbox.test.ts` holds it to what they really call. */
const OF_WORKERS: Readonly<Record<WorkerName, readonly TableAccess[]>> = {
  plan: [
    { table: 'catalog', may: ['GetItem', 'Query'] },
    journal(['GetItem', 'PutItem', 'UpdateItem'], ['RUNS']),
    journal(['Query'], ['STATUS', SHARD]),
    journal(['BatchWriteItem'], [CLUSTER, SHARD]),
  ],
  token: [journal(['GetItem'], [CLUSTER])],
  apply: [journal(['GetItem'], [CLUSTER, 'STATUS']), journal(['Query'], [WRITES]), putFinding],
  verify: [journal(['GetItem'], [CLUSTER]), putFinding],
  // To tell the world: which foreign rows are new, and of which it was told already.
  report: [
    journal(['GetItem', 'Query', 'UpdateItem'], ['RUNS']),
    journal(['Query'], ['STATUS', SHARD]),
    journal(['GetItem'], [CLUSTER]),
    journal(['UpdateItem'], ['STATUS'], [...KEY, 'toldForeign']),
  ],
};

/** What a run that only looks needs besides: it owns nothing, and ends no hold. */
const OF_LOOKING_WORKERS: Partial<Record<WorkerName, readonly TableAccess[]>> = {
  apply: [journal(['UpdateItem'], ['STATUS'], [...KEY, 'foreign', 'driftSince'])],
};

/** What a run that writes to clusters needs besides. */
const OF_WRITING_WORKERS: Partial<Record<WorkerName, readonly TableAccess[]>> = {
  plan: [journal(['GetItem', 'PutItem'], ['LEASE'])],
  // A snapshot before the write, which Rollback reads; and an end to the snapshots before the last one.
  apply: [
    journal(['UpdateItem'], ['STATUS'], [...KEY, 'owned', 'foreign', 'driftSince', 'hold']),
    journal(['GetItem', 'PutItem'], [WRITES]),
    journal(['UpdateItem'], [WRITES], [...KEY, 'expires']),
    journal(['GetItem', 'PutItem'], ['LEASE']),
  ],
  report: [journal(['DeleteItem', 'GetItem', 'PutItem'], ['LEASE'])],
};

/** What the state machine itself does: ReadShard, RecordStatus, RecordRun. */
export const MACHINE_ACCESS: readonly TableAccess[] = [
  journal(['Query'], [SHARD]),
  journal(['UpdateItem'], ['STATUS'], [...KEY, 'run', 'kind', 'reason', 'at', 'since']),
  journal(['UpdateItem'], [SHARD], [...KEY, 'standing', 'reason', 'facts', 'timings', 'at']),
];

/** What a worker of one of the machines does with the tables. */
export const accessOf = (machine: MachineName, worker: WorkerName): readonly TableAccess[] => [
  ...OF_WORKERS[worker],
  ...((machine === 'apply' ? OF_WRITING_WORKERS : OF_LOOKING_WORKERS)[worker] ?? []),
];
