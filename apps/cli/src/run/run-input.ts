import { whyNoOverride } from '@roster/access';
import { newRunId, type Catalog } from '@roster/reconcile';
import { writesClusters, type Mode, type Override } from '@roster/workflow';
import { changeOf } from '../change.ts';
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
  /** Who the caller is, for a run of that revision; asked when all else is right, and before anything is opened. */
  readonly who: (revision: string) => Promise<string>;
}

/** The catalog of a run, and the id of its current revision, which takes no reading of the whole. */
export interface RunCatalog extends Catalog {
  currentId(): Promise<string | undefined>;
}

/**
 * What the state machine is started with. UsageError where an option cannot be meant, the store is empty, or AWS
 * refuses the caller.
 */
export async function runInput(io: Io, { mode, request, catalog, who: asks, ...usual }: Asked) {
  const selector = selectorOf(request);
  const files = ofFiles(mode, request);
  const overrides = request.overrides.map(overrideOf);
  const concurrency = concurrencyOf(request.concurrency, usual.concurrency);
  const change = changeOf(request.change);
  const revision = await catalog.currentId();
  if (revision === undefined) {
    throw new UsageError(
      'the store holds no fleet yet: roster catalog push FILE… stores one, and -f FILE uses one without storing it',
    );
  }
  const clusters = await chosen(catalog, revision, request.clusters);
  const who = await asks(revision);
  const run = newRunId(io.now(), io.random());
  return {
    ...{ run, mode, who, selector, revision, overrides, concurrency },
    ...change,
    ...files,
    ...expected(request.expectRemovals),
    ...clusters,
  };
}

/** Files are not the catalog: unless they prune, they take nothing away; and a look at them is a preview. */
function ofFiles(mode: Mode, { files, prune }: RunRequest) {
  if (files.length === 0 && prune)
    throw new UsageError(
      '--prune is about the files of -f; what a push removes is decided at roster catalog push',
    );
  if (mode === 'verify' && prune) throw new UsageError('--prune: a verification removes nothing');
  if (files.length === 0) return {};
  return { prune, ...(writesClusters(mode) ? {} : { preview: true }) };
}

function expected(expectRemovals: number | undefined) {
  return expectRemovals === undefined ? {} : { expectRemovals };
}

/** The ARNs of the clusters named; nothing where none is. */
async function chosen(catalog: Catalog, revision: string, names: readonly string[]) {
  if (names.length === 0) return {};
  const { clusters = [] } = (await catalog.read(revision))?.fleet ?? {};
  return { clusters: namedClusters(clusters, names).map(({ arn }) => arn) };
}

function overrideOf(given: string): Override {
  const [, rule, reason] = /^([\w-]+)=(.*\S.*)$/.exec(given) ?? [];
  if (rule === undefined || reason === undefined)
    throw new UsageError(`--override: "${given}" is not rule=reason${knownRules(given)}`);
  const why = whyNoOverride(rule);
  if (why !== undefined) throw new UsageError(`--override: ${why}`);
  return { rule, reason };
}

/** For one that names no rule at all. */
const knownRules = (given: string): string => {
  const why = whyNoOverride(/^[\w-]*/.exec(given)?.[0] ?? '');
  return why === undefined ? '' : `: ${why}`;
};

function concurrencyOf(given: string | undefined, usual: number): number {
  const shards = Number(given ?? usual);
  if (Number.isInteger(shards) && shards > 0 && shards <= 1000) return shards;
  throw new UsageError(`--concurrency: "${given ?? ''}" is no number from 1 to 1000`);
}
