import { newRunId, type Catalog } from '@roster/reconcile';
import type { Mode, Override } from '@roster/workflow';
import type { Io } from '../io.ts';
import { namedClusters, selectorOf } from '../selection/select.ts';
import { UsageError } from '../usage-error.ts';
import type { RunRequest } from './run-options.ts';

interface Asked {
  readonly mode: Mode;
  readonly request: RunRequest;
  readonly catalog: RunCatalog;
  /** How many shards run at once where the request does not say. */
  readonly concurrency: number;
}

/** The catalog of a run, and the id of its current revision, which takes no reading of the whole. */
export interface RunCatalog extends Catalog {
  currentId(): Promise<string | undefined>;
}

/** What the state machine is started with. UsageError where an option cannot be meant, or the store is empty. */
export async function runInput(io: Io, { mode, request, catalog, ...usual }: Asked) {
  const selector = selectorOf(request);
  const overrides = request.overrides.map(overrideOf);
  const concurrency = concurrencyOf(request.concurrency, usual.concurrency);
  const revision = await catalog.currentId();
  if (revision === undefined) {
    throw new UsageError(
      'the store holds no fleet yet: roster catalog push FILE… stores one, and -f FILE uses one without storing it',
    );
  }
  const run = newRunId(io.now(), io.random());
  const clusters = await chosen(catalog, revision, request.clusters);
  return { run, execution: run, mode, who: io.user, selector, revision, overrides, concurrency, ...clusters };
}

/** The ARNs of the clusters named; nothing where none is. */
async function chosen(catalog: Catalog, revision: string, names: readonly string[]) {
  if (names.length === 0) return {};
  const { clusters = [] } = (await catalog.read(revision))?.fleet ?? {};
  return { clusters: namedClusters(clusters, names).map(({ arn }) => arn) };
}

function overrideOf(given: string): Override {
  const [, rule, reason] = /^([\w-]+)=(.+)$/.exec(given) ?? [];
  if (rule === undefined || reason === undefined)
    throw new UsageError(`--override: "${given}" is not rule=reason`);
  return { rule, reason };
}

function concurrencyOf(given: string | undefined, usual: number): number {
  const shards = Number(given ?? usual);
  if (Number.isInteger(shards) && shards > 0 && shards <= 1000) return shards;
  throw new UsageError(`--concurrency: "${given ?? ''}" is no number from 1 to 1000`);
}
