// Schemas of what goes through every worker: zod/mini, a third of zod in a worker's bundle (tools/bundle).
import * as z from 'zod/mini';

const Text = z.string().check(z.minLength(1));
const Count = z.int().check(z.nonnegative());
/** Shards that one step may have: their keys are one state's payload (1,000 × 130 bytes, of 256 KiB). */
export const MOST_SHARDS_AT_ONCE = 1000;
const Concurrency = z.int().check(z.gte(1), z.lte(MOST_SHARDS_AT_ONCE));

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

/** One line, for people: it is kept with every run, and some of it with every task. */
const line = (longest: number) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(longest, `must have ${longest} characters at most`),
      z.regex(/^\P{Cc}*$/u, 'must hold no control characters'),
    );

/** A ticket or change that a run or push belongs to. */
const ChangeText = line(200);

/** An ARN of IAM has 2,048 characters at most. */
const Who = line(2048);

/**
 * A run's id: it stands in partition keys, beside `#` and before what follows it there, and names the execution that the
 * CLI starts (AWS Step Functions API Reference, StartExecution: 80 characters at most).
 */
const RunId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,80}$/, 'must be up to 80 letters, digits, dots, dashes and underscores'));

/** A guardrail that this run may pass over, and why. */
export const Override = z.strictObject({ rule: line(100), reason: line(1000) });
export type Override = z.infer<typeof Override>;

/**
 * What an execution is started with, by whoever may start one: nothing in it is believed but what it asks for. `run` is
 * the id that the starter chose; a schedule gives none, but its own execution's id, of which the run's id is made, the
 * same at every try to start it.
 */
export const RunInput = z.strictObject({
  run: z.exactOptional(RunId),
  /** The id that EventBridge Scheduler gives one firing of a schedule: it serves for the run's id alone. */
  scheduleId: z.exactOptional(Text),
  /** When a schedule fired (ISO): with `scheduleId` it makes the run's id where none is given. */
  scheduledAt: z.exactOptional(z.iso.datetime()),
  mode: Mode,
  /** Who started it, as recorded with the run. */
  who: Who,
  /** The ticket that it belongs to, as recorded with the run. */
  change: z.exactOptional(ChangeText),
  selector: z._default(Selector, {}),
  /** Cluster ARNs; absent: all that the selector matches. */
  clusters: z.exactOptional(z.array(z.string())),
  /** The revision that the starter expects to be the current one: any other is refused. Absent: whichever it is. */
  revision: z.exactOptional(z.string()),
  overrides: z._default(z.array(Override), []),
  /** How many removals that no push decided somebody expects of this run: another number does not open it. */
  expectRemovals: z.exactOptional(Count),
  /**
   * Of a run with files (`-f`): whether access that they do not ask for is removed (true) or stays (false). Absent
   * where the catalog of the store is read: what a push removes was decided then.
   */
  prune: z.exactOptional(z.boolean()),
  /** The run looks at what nobody stored: it leaves what is known of the fleet (`STATUS`) as it is, and sends no event. */
  preview: z.exactOptional(z.boolean()),
  /** How many shards (of 25 clusters) run at once; a step has as many. */
  concurrency: z._default(Concurrency, 20),
});
export type RunInput = z.infer<typeof RunInput>;

/**
 * What OpenRun is given: what the execution was started with, and the execution itself, by the id that Step Functions
 * gives it (`$$.Execution.Id`, its ARN; locally what `runLocally` was given). Whoever starts it cannot choose that.
 */
export const OpenInput = z.strictObject({ execution: Text, input: RunInput });
export type OpenInput = z.infer<typeof OpenInput>;

/** What Wake calls each worker of Shards with, and what the worker answers once it is there. */
export const WakeCall = z.strictObject({ wake: z.literal(true) });
export type WakeCall = z.infer<typeof WakeCall>;
export const Awake = z.strictObject({ awake: z.literal(true) });
export type Awake = z.infer<typeof Awake>;

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

/** A state's error as the Catch branch adds it; `messageOfCause` reads `Cause`, which AWS and the local engine write differently. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.optional(z.string()) });

/**
 * An execution that ended otherwise than well: `detail` of the event "Step Functions Execution Status Change", as it
 * is (the rule's target has `InputPath: $.detail`; a transformer would have to escape `input`, a JSON text). Of its
 * fields only these are read. Source: AWS Step Functions Developer Guide, "Automating with EventBridge".
 */
export const EndedExecution = z.object({
  /** Its id, as `$$.Execution.Id` gave it to OpenRun. */
  executionArn: z.string(),
  name: z.string(),
  status: z.enum(['ABORTED', 'TIMED_OUT', 'FAILED']),
  /** JSON text of what the execution was started with; null where it is too large for an event (248 KB). */
  input: z.nullish(z.string()),
  /** What ended it, where that is known: of an aborted one, what whoever stopped it gave as the reason. */
  error: z.nullish(z.string()),
  cause: z.nullish(z.string()),
});
export type EndedExecution = z.infer<typeof EndedExecution>;

/** How an execution came to CloseRun: the rollout's last progress, or the input of the state that failed, with the error. */
export const RunEnd = z.union([
  z.extend(RunProgress, { error: z.exactOptional(CaughtError) }),
  z.extend(RunInput, { error: CaughtError }),
]);
export type RunEnd = z.infer<typeof RunEnd>;

/** CloseRun is given the end of its own execution; and, from the rule on executions, one that nobody closed. */
export const CloseInput = z.union([z.strictObject({ execution: Text, end: RunEnd }), EndedExecution]);
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
