import { filesCatalog } from '@roster/catalog';
import { newRunId, type Catalog } from '@roster/reconcile';
import { Fault, type Mode, type Override } from '@roster/workflow';
import { runLocally } from '@roster/workflow/local';
import { composeHandlers } from '../compose.ts';
import type { Context } from '../command.ts';
import type { ExitCode } from '../exits.ts';
import { liveView } from '../live/live-view.ts';
import { watched } from '../live/run-events.ts';
import { flag, text, texts } from '../options.ts';
import { collectRun } from '../report/collect-run.ts';
import { renderRun } from '../report/render-run.ts';
import { exitOfRun } from '../report/run-exit.ts';
import type { RunReport } from '../report/run-report.ts';
import { checkNames, named, selectionOptions, selectorOf, type Selection } from '../selection/select.ts';
import { storeOption, withStore, type Store } from '../store.ts';
import { UsageError } from '../usage-error.ts';
import { filesOption, readFleet } from './fleet-files.ts';

export const runOptions = {
  ...selectionOptions,
  ...filesOption,
  ...storeOption,
  overrides: texts('--override <rule=reason>', 'let this guardrail pass, and record why; may be repeated'),
  concurrency: text('--concurrency <shards>', 'how many shards of 25 clusters run at once (default 4)'),
  all: flag('--all-changes', 'list the changes of every cluster, however many'),
} as const;

/** As these options are read. */
export interface RunRequest extends Selection {
  readonly files: readonly string[];
  readonly store: string | undefined;
  readonly overrides: readonly string[];
  readonly concurrency: string | undefined;
  readonly all: boolean;
}

const SHOWN = 20;

/** `roster plan`, `apply` and `verify`: runs the state machine here, shows it, and prints what it came to. */
export async function fleetRun(context: Context, mode: Mode, request: RunRequest): Promise<ExitCode> {
  return withStore(context.io, request.store, async (store) => {
    const report = await runFleet(context, { mode, request, store });
    const limit = request.all ? Infinity : SHOWN;
    context.out.result(report, (value, paint) => renderRun(value, paint, { limit }));
    return exitOfRun(report);
  });
}

export interface FleetRun {
  readonly mode: Mode;
  readonly request: RunRequest;
  readonly store: Store;
}

/** One run of the state machine in this process; what it came to. Throws the fault that kept it from opening. */
export async function runFleet({ io, out }: Context, { mode, request, store }: FleetRun): Promise<RunReport> {
  if (mode === 'apply' && store.shared && request.files.length > 0) {
    throw new UsageError(
      '-f with apply on a shared store: the next scheduled run would undo it; use roster catalog push',
    );
  }
  const catalog = await catalogOf(io, request, store);
  const input = await inputOf(io, { mode, request, catalog });
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
  const result = await runLocally({
    input,
    handlers,
    dynamodb,
    journalTable: store.journalTable,
    signal: io.signal,
  }).finally(() => view.end());
  const header = await store.journal.getRun(input.run);
  if (header === undefined) throw unopened(result);
  return collectRun(store.journal, header);
}

function unopened(result: Awaited<ReturnType<typeof runLocally>>): Error {
  if (result.status === 'succeeded') return new Error('a run ended well and left no header');
  const { error, message } = result.earlier ?? result;
  // The names are those of faults: what failure.ts knows by name has its exit code.
  return Object.assign(new Error(message), { name: error });
}

async function catalogOf(io: Context['io'], { files }: RunRequest, store: Store): Promise<Catalog> {
  if (files.length > 0) return filesCatalog(await readFleet(io, files));
  return store.catalog;
}

async function inputOf(
  io: Context['io'],
  { mode, request, catalog }: Pick<FleetRun, 'mode' | 'request'> & { readonly catalog: Catalog },
) {
  const revision = await catalog.read();
  if (revision === undefined) {
    throw new Fault(
      'BadInputFault',
      'the store holds no fleet yet: roster catalog push FILE… stores one, and -f FILE uses one without storing it',
    );
  }
  const { clusters } = revision.fleet;
  checkNames(clusters, request.clusters);
  const chosen = clusters
    .filter((cluster) => request.clusters.some((name) => named(cluster, name)))
    .map(({ arn }) => arn);
  const run = newRunId(io.now(), io.random());
  return {
    run,
    execution: run,
    mode,
    who: io.user,
    selector: selectorOf(request),
    revision: revision.id,
    overrides: request.overrides.map(overrideOf),
    concurrency: concurrencyOf(request.concurrency),
    ...(request.clusters.length > 0 ? { clusters: chosen } : {}),
  };
}

function overrideOf(given: string): Override {
  const [, rule, reason] = /^([\w-]+)=(.+)$/.exec(given) ?? [];
  if (rule === undefined || reason === undefined)
    throw new UsageError(`--override: "${given}" is not rule=reason`);
  return { rule, reason };
}

function concurrencyOf(given: string | undefined): number {
  const shards = Number(given ?? 4);
  if (Number.isInteger(shards) && shards > 0 && shards <= 1000) return shards;
  throw new UsageError(`--concurrency: "${given ?? ''}" is no number from 1 to 1000`);
}
