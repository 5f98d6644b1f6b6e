import * as z from 'zod';

export const Mode = z.enum(['plan', 'apply', 'verify', 'restore']);
export type Mode = z.infer<typeof Mode>;

/** True for the modes that may write to a cluster, and so need the lease. */
export const writesClusters = (mode: Mode): boolean => mode === 'apply' || mode === 'restore';

const LabelExpression = z.strictObject({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.array(z.string()).exactOptional(),
});

export const Selector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).exactOptional(),
  matchExpressions: z.array(LabelExpression).exactOptional(),
  accounts: z.array(z.string()).exactOptional(),
  regions: z.array(z.string()).exactOptional(),
  names: z.array(z.string()).exactOptional(),
});

/** A guardrail that this run may pass over, and why. */
export const Override = z.strictObject({ rule: z.string().min(1), reason: z.string().min(1) });
export type Override = z.infer<typeof Override>;

/**
 * What an execution is started with. `run` is the id that the starter chose; a schedule gives none, but its
 * execution's id, from which the run's id is derived, the same at every retry.
 */
export const RunInput = z.strictObject({
  run: z.string().min(1).exactOptional(),
  execution: z.string().min(1),
  /** When a schedule fired (ISO): with `execution` it makes the run's id where none is given. */
  scheduledAt: z.iso.datetime().exactOptional(),
  mode: Mode,
  /** Who started it, as recorded with the run. */
  who: z.string().min(1),
  selector: Selector.default({}),
  /** Cluster ARNs; absent: all that the selector matches. */
  clusters: z.array(z.string()).exactOptional(),
  /** The revision to read; absent: the current one. */
  revision: z.string().exactOptional(),
  overrides: z.array(Override).default([]),
  /** How many shards run at once. */
  concurrency: z.int().min(1).max(1000).default(20),
});
export type RunInput = z.infer<typeof RunInput>;

/** One item of the Shards Map: the partition key of a shard in the journal. */
export const ShardItem = z.strictObject({ shard: z.string() });

/** OpenRun and Gate: where the rollout stands, and the shards that come next. `next` is what the loop branches on. */
export const RunProgress = z.strictObject({
  run: z.string(),
  mode: Mode,
  wave: z.int().nonnegative(),
  step: z.int().nonnegative(),
  /** Clusters of this wave that count against its failure budget, in the steps before this one. */
  failures: z.int().nonnegative(),
  shards: z.array(ShardItem),
  concurrency: z.int().min(1).max(1000),
  next: z.enum(['step', 'close', 'halt']),
});
export type RunProgress = z.infer<typeof RunProgress>;

/** A state's error as the Catch branch adds it. `Cause` differs between AWS and the local engine: nobody reads it. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.string().optional() });

/** CloseRun takes the rollout's last progress, or the input of the state that failed with the error beside it. */
export const CloseInput = z.union([
  RunProgress.extend({ error: CaughtError.exactOptional() }),
  RunInput.extend({ error: CaughtError }),
]);
export type CloseInput = z.infer<typeof CloseInput>;

/** What a run came to: how many clusters per outcome, and those never heard from. */
export const RunTotals = z.strictObject({
  run: z.string(),
  clusters: z.int().nonnegative(),
  counts: z.record(z.string(), z.int().nonnegative()),
  halted: z.boolean(),
});
export type RunTotals = z.infer<typeof RunTotals>;
