// Schemas of what goes through every worker: zod/mini, a third of zod in a worker's bundle (tools/bundle).
import * as z from 'zod/mini';

const Text = z.string().check(z.minLength(1));
const Count = z.int().check(z.nonnegative());
const Concurrency = z.int().check(z.gte(1), z.lte(1000));

export const Mode = z.enum(['plan', 'apply', 'verify', 'restore']);
export type Mode = z.infer<typeof Mode>;

/** True for the modes that may write to a cluster, and so need the lease. */
export const writesClusters = (mode: Mode): boolean => mode === 'apply' || mode === 'restore';

const LabelExpression = z.strictObject({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.exactOptional(z.array(z.string())),
});

export const Selector = z.strictObject({
  matchLabels: z.exactOptional(z.record(z.string(), z.string())),
  matchExpressions: z.exactOptional(z.array(LabelExpression)),
  accounts: z.exactOptional(z.array(z.string())),
  regions: z.exactOptional(z.array(z.string())),
  names: z.exactOptional(z.array(z.string())),
});

/** A guardrail that this run may pass over, and why. */
export const Override = z.strictObject({ rule: Text, reason: Text });
export type Override = z.infer<typeof Override>;

/**
 * What an execution is started with. `run` is the id that the starter chose; a schedule gives none, but its
 * execution's id, from which the run's id is derived, the same at every retry.
 */
export const RunInput = z.strictObject({
  run: z.exactOptional(Text),
  execution: Text,
  /** When a schedule fired (ISO): with `execution` it makes the run's id where none is given. */
  scheduledAt: z.exactOptional(z.iso.datetime()),
  mode: Mode,
  /** Who started it, as recorded with the run. */
  who: Text,
  selector: z._default(Selector, {}),
  /** Cluster ARNs; absent: all that the selector matches. */
  clusters: z.exactOptional(z.array(z.string())),
  /** The revision to read; absent: the current one. */
  revision: z.exactOptional(z.string()),
  overrides: z._default(z.array(Override), []),
  /** How many shards run at once. */
  concurrency: z._default(Concurrency, 20),
});
export type RunInput = z.infer<typeof RunInput>;

/** One item of the Shards Map: the partition key of a shard in the journal. */
export const ShardItem = z.strictObject({ shard: z.string() });

/** OpenRun and Gate: where the rollout stands, and the shards that come next. `next` is what the loop branches on. */
export const RunProgress = z.strictObject({
  run: z.string(),
  mode: Mode,
  wave: Count,
  step: Count,
  /** Clusters of this wave that count against its failure budget, in the steps before this one. */
  failures: Count,
  shards: z.array(ShardItem),
  concurrency: Concurrency,
  /** Since when this execution holds the lease (ISO). Absent: the run does not write. */
  leasedAt: z.exactOptional(z.iso.datetime()),
  next: z.enum(['step', 'close', 'halt']),
});
export type RunProgress = z.infer<typeof RunProgress>;

/** A state's error as the Catch branch adds it. `Cause` differs between AWS and the local engine: nobody reads it. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.optional(z.string()) });

/**
 * An execution that ended otherwise than well: `detail` of the event "Step Functions Execution Status Change", as it
 * is (the rule's target has `InputPath: $.detail`; a transformer would have to escape `input`, a JSON text). Of its
 * fields only these are read. Source: AWS Step Functions Developer Guide, "Automating with EventBridge".
 */
export const EndedExecution = z.object({
  name: z.string(),
  status: z.enum(['ABORTED', 'TIMED_OUT', 'FAILED']),
  /** JSON text of what the execution was started with; null where it is too large for an event (248 KB). */
  input: z.nullish(z.string()),
});
export type EndedExecution = z.infer<typeof EndedExecution>;

/**
 * CloseRun takes the rollout's last progress, or the input of the state that failed with the error beside it; and,
 * from the rule on executions, one that nobody closed.
 */
export const CloseInput = z.union([
  z.extend(RunProgress, { error: z.exactOptional(CaughtError) }),
  z.extend(RunInput, { error: CaughtError }),
  EndedExecution,
]);
export type CloseInput = z.infer<typeof CloseInput>;

/** What a run came to: how many clusters per outcome, and those never heard from. */
export const RunTotals = z.strictObject({
  run: z.string(),
  clusters: Count,
  counts: z.record(z.string(), Count),
  halted: z.boolean(),
  /** Why the world was not told of the run, or not of all. */
  untold: z.exactOptional(z.string()),
});
export type RunTotals = z.infer<typeof RunTotals>;
