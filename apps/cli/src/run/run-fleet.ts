import { filesCatalog } from '@roster/catalog';
import type { Catalog, LocalProcess } from '@roster/reconcile';
import { writesClusters, type Mode } from '@roster/workflow';
import { runLocally, type LocalResult } from '@roster/workflow/local';
import { composeHandlers } from '../compose.ts';
import type { Context } from '../command.ts';
import { liveView } from '../live/live-view.ts';
import { watched } from '../live/run-events.ts';
import { collectRun } from '../report/collect-run.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { awsCaller } from '../who.ts';
import { readFleet } from './fleet-files.ts';
import { closeLeftOpen } from './left-open.ts';
import type { RunRequest } from './run-options.ts';
import { runInput, type RunCatalog } from './run-input.ts';
import { storedCatalog } from './stored-catalog.ts';

/** Shards side by side on one machine, where nobody says otherwise. */
const CONCURRENCY = 4;

export interface FleetRun {
  readonly mode: Mode;
  readonly request: RunRequest;
  readonly store: Store;
  /** For how many clusters of each outcome the report has the changes. */
  readonly details: number;
}

/** One run of the state machine in this process; what it came to. Throws the fault that kept it from opening. */
export async function runFleet(
  context: Context,
  { mode, request, store, details }: FleetRun,
): Promise<RunReport> {
  const { io } = context;
  if (mode === 'apply' && store.shared !== undefined && request.files.length > 0) {
    throw new UsageError(
      '-f with apply on a shared store: the next scheduled run would undo it; use roster catalog push',
    );
  }
  // Reading a shared store takes credentials: they are proved first.
  const known = store.shared === undefined ? undefined : await awsCaller(io, store.shared.region);
  const catalog = await catalogOf(io, request, store);
  const who = async (revision: string) =>
    (known ?? (await awsCaller(io, await anyRegion(catalog, revision)))).arn;
  const input = await runInput(io, { mode, request, catalog, concurrency: CONCURRENCY, who });
  const result = await shown(context, { store, catalog }, input);
  const header = await store.journal.getRun(input);
  if (header === undefined) throw unopened(result);
  return collectRun(store.journal, header, details);
}

/** A Region of the fleet: the caller is proved in its partition, and there if they have none of their own. */
async function anyRegion(catalog: Catalog, revision: string): Promise<string | undefined> {
  return (await catalog.read(revision))?.fleet.clusters[0]?.region;
}

async function catalogOf(io: Context['io'], { files }: RunRequest, store: Store): Promise<RunCatalog> {
  if (files.length > 0) {
    const given = filesCatalog(await readFleet(io, files));
    return { read: (id) => given.read(id), currentId: async () => (await given.read())?.id };
  }
  return storedCatalog(store);
}

interface Stores {
  readonly store: Store;
  readonly catalog: Catalog;
}

/** Runs the state machine under a live view; the first Ctrl-C lets the clusters that were begun end. */
async function shown({ io, out }: Context, { store, catalog }: Stores, input: LocalInput) {
  const view = await liveView({ sink: io.stderr, out, now: io.now });
  // On a shared store a process of the same number, under the same host name, may be another machine's.
  const local: LocalProcess | undefined = store.shared === undefined ? localProcess(io) : undefined;
  const outside = {
    handlers: composeHandlers(io, { journal: store.journal, catalog, local }),
    dynamodb: store.dynamodb,
  };
  const { handlers, dynamodb } = watched(
    outside,
    (run) => store.journal.getRun(run),
    (event) => view.see(event),
  );
  const stopped = io.interrupted(() => io.stderr.write(`\nroster: ${cutOff(input, store)}\n`));
  // Of a store that cannot be written nothing more is begun.
  const signal = store.failed === undefined ? stopped : AbortSignal.any([stopped, store.failed]);
  signal.addEventListener('abort', () => view.stopping());
  // No ARN: nobody takes it for an execution of a deployed machine.
  const execution = `local:${input.run}`;
  const run = { input, execution, handlers, dynamodb, journalTable: store.journalTable, signal };
  let result: LocalResult | undefined;
  try {
    result = await runLocally(run);
  } finally {
    view.end();
    // It cannot be closed either: the next command does, with the reason.
    if (store.failed?.aborted !== true)
      await closeLeftOpen(store.journal, outside.handlers, { execution, input, result });
  }
  store.failed?.throwIfAborted();
  return result;
}

type LocalInput = Awaited<ReturnType<typeof runInput>>;

function localProcess({ processes, stderr }: Context['io']): LocalProcess {
  return {
    self: processes.self(),
    isGone: (process) => processes.isGone(process),
    note: (text) => stderr.write(`roster: ${text}\n`),
  };
}

/** What a second Ctrl-C leaves behind. */
function cutOff({ run, mode }: LocalInput, { shared }: Pick<Store, 'shared'>): string {
  const ended = `run ${run} was cut off`;
  if (!writesClusters(mode)) return ended;
  if (shared === undefined)
    return `${ended}; the next apply here takes its lease over, and a plan shows what it left`;
  const place = `dynamodb:${shared.region}/${shared.prefix}`;
  return `${ended} and holds the lease still; get that back by: roster unlock ${run} --store ${place} --reason TEXT`;
}

function unopened(result: Awaited<ReturnType<typeof runLocally>>): Error {
  if (result.status === 'succeeded') return new Error('a run ended well and left no header');
  const { error, message } = result.earlier ?? result;
  // The names are those of faults: what failure.ts knows by name has its exit code.
  return Object.assign(new Error(message), { name: error });
}
