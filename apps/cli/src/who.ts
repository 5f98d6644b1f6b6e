import type { Io } from './io.ts';
import type { Store } from './store.ts';
import { UsageError } from './usage-error.ts';

/** The identity that AWS knows the caller by. */
export interface Caller {
  readonly arn: string;
  readonly account: string;
}

/**
 * Proves the caller's credentials before anything is opened or visited: asks AWS who they are, by one GetCallerIdentity,
 * for which nobody needs a permission. It goes to the caller's own Region where that is of the partition of `region`, the
 * one that is to be visited, else there; undefined: nobody has named one. Whatever keeps AWS from saying who the caller is
 * (nothing to sign with, a refusal, no way to STS) is a UsageError: a run without a caller would have nobody to record, and
 * would report every cluster as broken.
 */
export async function awsCaller(io: Io, region: string | undefined): Promise<Caller> {
  const [{ callerIdentity, callerRegion }, { composeOutside }] = await Promise.all([
    import('@roster/eks'),
    import('./compose.ts'),
  ]);
  try {
    const { aws } = composeOutside(io);
    const visited = region ?? (await callerRegion(io.env)) ?? ANYWHERE;
    return await callerIdentity(aws, { region: visited, run: 'roster' });
  } catch (error) {
    // By name, as in failure.ts: this file loads no library before it asks.
    if (!(error instanceof Error) || !error.name.endsWith('Fault')) throw error;
    throw new UsageError(`${error.message}\n${error.name === 'CredentialsFault' ? OWN : UNREACHED}`);
  }
}

/** Where nobody says a Region: every account of most partitions has it. */
const ANYWHERE = 'us-east-1';

const NOTHING = 'Nothing was started and nothing was stored';
const OWN = `${NOTHING}: these are your own credentials, and aws sts get-caller-identity must work with them.`;
const UNREACHED = `${NOTHING}: Roster asks AWS who you are before it visits a cluster, and aws sts get-caller-identity must work.`;

/**
 * Who pushes, holds or releases: on a shared store the ARN that AWS knows the caller by; on the local store, where
 * nobody but this user writes, user@host, for which no AWS is needed.
 */
export async function whoOf(io: Io, { shared }: Pick<Store, 'shared'>): Promise<string> {
  return shared === undefined ? io.user : (await awsCaller(io, shared.region)).arn;
}
