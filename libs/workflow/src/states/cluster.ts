// Schemas of what goes through every worker: zod/mini, a third of zod in a worker's bundle (tools/bundle).
import { OUTCOME_KINDS } from '@roster/access';
import * as z from 'zod/mini';
import { CaughtError, Mode } from './run.ts';

export const OutcomeSchema = z.strictObject({ kind: z.enum(OUTCOME_KINDS), reason: z.string() });

/**
 * One cluster on its way through a shard. The texts `was`, `since` and `at` let Record tell since when an outcome
 * stands without reading it again; `facts` and `timings` are JSON texts, for a state passes on what it cannot read.
 */
export const Target = z.strictObject({
  run: z.string(),
  shard: z.string(),
  cluster: z.string(),
  mode: Mode,
  /** The outcome before this run and when it began; empty for a cluster never seen. */
  was: z.string(),
  since: z.string(),
  /** The last instant a worker has told of (ISO): when the run was opened, then when a worker ended. */
  at: z.string(),
  /** JSON of `RowCounts`. */
  facts: z.string(),
  /** JSON: milliseconds by state. */
  timings: z.string(),
});
export type Target = z.infer<typeof Target>;

/** An expected end: the state machine goes on to Record. */
const ended = { outcome: OutcomeSchema };

export const AuthenticationMode = z.enum(['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API']);

/** How a cluster is reached, as DescribeCluster tells. Never a token. */
export const ConnectionFacts = z.strictObject({
  endpoint: z.string(),
  /** The cluster's CA, base64 of PEM. */
  certificateAuthority: z.string(),
  authenticationMode: AuthenticationMode,
  /** Whether the endpoint answers from outside of the cluster's VPC (`resourcesVpcConfig.endpointPublicAccess`). */
  endpointAccess: z.enum(['public', 'private']),
  /** What the token must carry as x-k8s-aws-id: the name, or the id of a local cluster on Outposts. */
  tokenId: z.string(),
});
export type ConnectionFacts = z.infer<typeof ConnectionFacts>;

/** Who we are on the cluster, as SelfSubjectReview tells. */
export const Identity = z.strictObject({
  username: z.string(),
  groups: z.array(z.string()),
  /** The canonical ARN the authenticator saw; empty where the API server does not tell. */
  arn: z.string(),
});
export type Identity = z.infer<typeof Identity>;

export const Admitted = z.extend(Target, { connection: ConnectionFacts, identity: Identity });
export type Admitted = z.infer<typeof Admitted>;
export const TokenOutput = z.union([Admitted, z.extend(Target, ended)]);
export type TokenOutput = z.infer<typeof TokenOutput>;

/** Apply wrote: Verify decides the outcome. `deadline` (ISO) ends the waiting. */
export const Written = z.extend(Admitted, { deadline: z.string() });
export type Written = z.infer<typeof Written>;
export const ApplyOutput = z.union([Written, z.extend(Admitted, ended)]);
export type ApplyOutput = z.infer<typeof ApplyOutput>;

/** In mode verify, Verify follows Token: without a deadline, since nothing was written there is nothing to wait for. */
export const VerifyInput = z.union([Written, Admitted]);
export type VerifyInput = z.infer<typeof VerifyInput>;
/** Worse than before: the state machine rolls back. */
export const Worse = z.extend(Written, { worse: z.string() });
export type Worse = z.infer<typeof Worse>;
export const VerifyOutput = z.union([
  Worse,
  z.extend(Admitted, { ...ended, deadline: z.exactOptional(z.string()) }),
]);
export type VerifyOutput = z.infer<typeof VerifyOutput>;

export const RollbackOutput = z.extend(Worse, ended);
export type RollbackOutput = z.infer<typeof RollbackOutput>;

/** What the Catch branch hands to Record: whatever the state was given, the error, and the outcome made of it. */
export const Faulted = z.looseObject({ ...Target.shape, error: CaughtError, ...ended });

/** Record takes any of them. */
export const RecordInput = z.looseObject({ ...Target.shape, ...ended });

/** How a cluster's rows stand after Apply looked at them: the text in `facts`. */
export const RowCounts = z.strictObject({
  add: z.int(),
  adopt: z.int(),
  replace: z.int(),
  remove: z.int(),
  foreign: z.int(),
  newForeign: z.int(),
  newMasters: z.int(),
  /** Live rows whose grant is past its `until`, before this run wrote. */
  pastUntil: z._default(z.int(), 0),
});
export type RowCounts = z.infer<typeof RowCounts>;
