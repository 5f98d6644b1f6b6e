import { keptPartition, runsPartition, shardsOf, type MachineName, type WorkerName } from '@roster/workflow';

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

const WRITES = 'WRITES#*';
const KEY = ['pk', 'sk'] as const;

/**
 * Partition keys of what the runs of a machine keep. Runs that write to clusters have partitions of their own, which no
 * worker of the plan machine writes (libs/workflow, `WRITING`).
 */
const partitionsOf = (machine: MachineName) => {
  const mode = machine;
  return {
    runs: runsPartition(mode),
    shards: shardsOf({ run: '*', mode }).replace(/#$/, ''),
    tasks: keptPartition('task', mode, '*'),
    findings: keptPartition('finding', mode, '*'),
    health: keptPartition('health', mode, '*'),
    messages: keptPartition('messages', mode, '*'),
  };
};

const journal = (
  may: readonly string[],
  on: readonly string[],
  attributes?: readonly string[],
): TableAccess => ({ table: 'journal', may, on, ...(attributes === undefined ? {} : { attributes }) });

/** A status may be made by whoever sets something of it first, with the version of every item. */
const setStatus = (...names: readonly string[]) =>
  journal(['UpdateItem'], ['STATUS'], [...KEY, 'v', ...names]);

/** What each worker does with the tables. `test/table-access.sandbox.test.ts` holds it to what they really call. */
function ofWorkers(machine: MachineName): Readonly<Record<WorkerName, readonly TableAccess[]>> {
  const { runs, shards, tasks, findings, health, messages } = partitionsOf(machine);
  // A run has one id, whatever its mode.
  const others = partitionsOf(machine === 'plan' ? 'apply' : 'plan').runs;
  return {
    plan: [
      { table: 'catalog', may: ['GetItem', 'Query'] },
      journal(['GetItem', 'PutItem'], [runs]),
      journal(['UpdateItem'], [runs], [...KEY, 'executions']),
      journal(['GetItem'], [others]),
      journal(['Query'], ['STATUS', shards]),
      journal(['BatchWriteItem'], [tasks, shards]),
    ],
    // What is known of a cluster says what a refusal may mean.
    token: [journal(['GetItem'], [tasks, 'STATUS']), journal(['PutItem'], [messages])],
    apply: [
      journal(['GetItem'], [tasks, findings, 'STATUS']),
      journal(['Query'], [WRITES]),
      journal(['PutItem'], [findings, messages]),
    ],
    verify: [journal(['GetItem'], [tasks, findings]), journal(['PutItem'], [health, messages])],
    // To tell the world: which foreign rows are new, and of which it was told already.
    report: [
      journal(['GetItem'], [runs]),
      journal(['UpdateItem'], [runs], [...KEY, 'closed']),
      journal(['GetItem'], [others]),
      journal(['Query'], ['STATUS', shards]),
      journal(['GetItem'], [findings]),
      setStatus('toldForeign'),
    ],
  };
}

/** What a run that only looks needs besides: it owns nothing, and ends no hold. */
const OF_LOOKING_WORKERS: Partial<Record<WorkerName, readonly TableAccess[]>> = {
  apply: [setStatus('foreign', 'foreignAccess', 'privileged', 'driftSince')],
};

/** What a run that writes to clusters needs besides. */
const OF_WRITING_WORKERS: Partial<Record<WorkerName, readonly TableAccess[]>> = {
  plan: [journal(['GetItem', 'PutItem'], ['LEASE'])],
  // A snapshot before the write, which Rollback reads; and an end to the snapshots before the last one.
  apply: [
    setStatus(
      ...[
        'owned',
        'foreign',
        'foreignAccess',
        'privileged',
        'exclusiveSince',
        'driftSince',
        'withheld',
        'hold',
      ],
    ),
    journal(['GetItem', 'PutItem'], [WRITES]),
    // Rollback says why.
    journal(['GetItem'], [partitionsOf('apply').messages]),
    journal(['UpdateItem'], [WRITES], [...KEY, 'expires']),
    journal(['GetItem', 'PutItem'], ['LEASE']),
  ],
  report: [journal(['DeleteItem', 'GetItem', 'PutItem'], ['LEASE'])],
};

/** What the state machine itself does: ReadShard, RecordStatus, RecordRun. */
export function accessOfMachine(machine: MachineName): readonly TableAccess[] {
  const { shards } = partitionsOf(machine);
  return [
    journal(['Query'], [shards]),
    setStatus('run', 'kind', 'reason', 'at', 'since'),
    journal(['UpdateItem'], [shards], [...KEY, 'standing', 'reason', 'facts', 'timings', 'at']),
  ];
}

/** What a worker of one of the machines does with the tables. */
export const accessOf = (machine: MachineName, worker: WorkerName): readonly TableAccess[] => [
  ...ofWorkers(machine)[worker],
  ...((machine === 'apply' ? OF_WRITING_WORKERS : OF_LOOKING_WORKERS)[worker] ?? []),
];
