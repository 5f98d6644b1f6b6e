// Schemas of what goes through every worker: zod/mini, a third of zod in a worker's bundle (tools/bundle).
import { OUTCOME_KINDS } from '@roster/access';
import * as z from 'zod/mini';
import { CaughtError, Mode } from './run.ts';

// Every text has a longest length: a state's payload ends at 256 KiB, and nothing catches States.DataLimitExceeded.
// What adapters read is held to the same lengths, so that it is a bad answer there and no error here.
const text = (longest: number) => z.string().check(z.maxLength(longest));
const KEY = 512;

export const OutcomeSchema = z.strictObject({ kind: z.enum(OUTCOME_KINDS), reason: text(KEY) });

/**
 * One cluster on its way through a shard. The texts `was`, `since` and `at` let Record tell since when an outcome
 * stands without reading it again; `facts` and `timings` are JSON texts, for a state passes on what it cannot read.
 */
export const Target = z.strictObject({
  run: text(KEY),
  shard: text(KEY),
  cluster: text(KEY),
  mode: Mode,
  /** The outcome before this run and when it began; empty for a cluster never seen. */
  was: text(KEY),
  since: text(KEY),
  /** Whether the outcome stays out of what is known of the cluster (`STATUS`). */
  preview: z.enum(['yes', 'no']),
  /** The last instant a worker has told of (ISO): when the run was opened, then when a worker ended. */
  at: text(KEY),
  /** JSON of `RowCounts`. */
  facts: text(2 * KEY),
  /** JSON: milliseconds by state. */
  timings: text(2 * KEY),
});
export type Target = z.infer<typeof Target>;

/** An expected end: the state machine goes on to Record. */
const ended = { outcome: OutcomeSchema };

export const AuthenticationMode = z.enum(['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API']);

/** How a cluster is reached, as DescribeCluster tells. Never a token. */
export const ConnectionFacts = z.strictObject({
  endpoint: text(KEY),
  /** The cluster's CA, base64 of PEM: one block, or two while it is rotated. */
  certificateAuthority: text(8 * 1024),
  authenticationMode: AuthenticationMode,
  /** Whether the endpoint answers from outside of the cluster's VPC (`resourcesVpcConfig.endpointPublicAccess`). */
  endpointAccess: z.enum(['public', 'private']),
  /** What the token must carry as x-k8s-aws-id: the name, or the id of a local cluster on Outposts. */
  tokenId: text(KEY),
});
export type ConnectionFacts = z.infer<typeof ConnectionFacts>;

/** Who we are on the cluster, as SelfSubjectReview tells. */
export const Identity = z
  .strictObject({
    username: text(1024),
    groups: z.array(text(256)).check(z.maxLength(64)),
    /** The canonical ARN the authenticator saw; empty where the API server does not tell. */
    arn: text(2048),
  })
  .check(
    z.refine((identity) => JSON.stringify(identity).length <= 4096, 'must have 4,096 characters at most'),
  );
export type Identity = z.infer<typeof Identity>;

export const Admitted = z.extend(Target, { connection: ConnectionFacts, identity: Identity });
export type Admitted = z.infer<typeof Admitted>;
export const TokenOutput = z.union([Admitted, z.extend(Target, ended)]);
export type TokenOutput = z.infer<typeof TokenOutput>;

/** Apply wrote: Verify decides the outcome. `deadline` (ISO) ends the waiting. */
export const Written = z.extend(Admitted, { deadline: text(KEY) });
export type Written = z.infer<typeof Written>;
export const ApplyOutput = z.union([Written, z.extend(Admitted, ended)]);
export type ApplyOutput = z.infer<typeof ApplyOutput>;

/** In mode verify, Verify follows Token: without a deadline, since nothing was written there is nothing to wait for. */
export const VerifyInput = z.union([Written, Admitted]);
export type VerifyInput = z.infer<typeof VerifyInput>;
/** Worse than before: the state machine rolls back. */
export const Worse = z.extend(Written, { worse: text(KEY) });
export type Worse = z.infer<typeof Worse>;
export const VerifyOutput = z.union([
  Worse,
  z.extend(Admitted, { ...ended, deadline: z.exactOptional(text(KEY)) }),
]);
export type VerifyOutput = z.infer<typeof VerifyOutput>;

export const RollbackOutput = z.extend(Worse, ended);
export type RollbackOutput = z.infer<typeof RollbackOutput>;

/** What the Catch branch hands to Record: whatever the state was given, the error, and the outcome made of it. */
export const Faulted = z.looseObject({ ...Target.shape, error: CaughtError, ...ended });

/** Record takes any of them. */
export const RecordInput = z.looseObject({ ...Target.shape, ...ended });

/** How a cluster's rows stand after Apply looked at them: the text in `facts`. Changes that are withheld count too. */
export const RowCounts = z.strictObject({
  add: z.int(),
  adopt: z.int(),
  replace: z.int(),
  remove: z.int(),
  /** How many of these changes a rule refused, or a hold, while the others could be written. */
  withheld: z._default(z.int(), 0),
  /** How many of these wait for somebody's decision (the guardrail `removals`). */
  undecided: z._default(z.int(), 0),
  foreign: z.int(),
  newForeign: z.int(),
  /** Of a run with files: what `--prune` would have removed. */
  kept: z._default(z.int(), 0),
  /** Foreign rows that are privileged and were not, and all that are. */
  newPrivileged: z.int(),
  privileged: z._default(z.int(), 0),
  /** Live rows whose grant is past its `until`, before this run wrote. */
  pastUntil: z._default(z.int(), 0),
});
export type RowCounts = z.infer<typeof RowCounts>;

/** The counts in a text of `facts`; undefined for a cluster whose rows nobody compared (`{}`), and for what is no such text. */
export function rowCountsOf(facts: string): RowCounts | undefined {
  try {
    return RowCounts.safeParse(JSON.parse(facts)).data;
  } catch {
    return undefined;
  }
}
