import { filesCatalog } from '@roster/catalog';
import type { Catalog } from '@roster/reconcile';
import type { Mode } from '@roster/workflow';
import { runLocally } from '@roster/workflow/local';
import { composeHandlers } from '../compose.ts';
import type { Context } from '../command.ts';
import { liveView } from '../live/live-view.ts';
import { watched } from '../live/run-events.ts';
import { collectRun } from '../report/collect-run.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { readFleet } from './fleet-files.ts';
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
  const catalog = await catalogOf(io, request, store);
  const input = await runInput(io, { mode, request, catalog, concurrency: CONCURRENCY });
  const result = await shown(context, { store, catalog }, input);
  const header = await store.journal.getRun(input.run);
  if (header === undefined) throw unopened(result);
  return collectRun(store.journal, header, details);
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
async function shown({ io, out }: Context, { store, catalog }: Stores, input: unknown) {
  const view = await liveView({ sink: io.stderr, out, now: io.now });
  const outside = {
    handlers: composeHandlers(io, { journal: store.journal, catalog }),
    dynamodb: store.dynamodb,
  };
  const { handlers, dynamodb } = watched(
    outside,
    (run) => store.journal.getRun(run),
    (event) => view.see(event),
  );
  const signal = io.interrupted();
  signal.addEventListener('abort', () => view.stopping());
  const run = { input, handlers, dynamodb, journalTable: store.journalTable, signal };
  return runLocally(run).finally(() => view.end());
}

function unopened(result: Awaited<ReturnType<typeof runLocally>>): Error {
  if (result.status === 'succeeded') return new Error('a run ended well and left no header');
  const { error, message } = result.earlier ?? result;
  // The names are those of faults: what failure.ts knows by name has its exit code.
  return Object.assign(new Error(message), { name: error });
}
