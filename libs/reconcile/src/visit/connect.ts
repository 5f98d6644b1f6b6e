import type { ConnectionFacts } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { CloudTarget, Connection } from '../ports/index.ts';

/**
 * How long ago a token says that it was signed, in ms. Tokens of one key and second are one token, which the API
 * server keeps for at least 10 s once it was accepted (facts.md, The token). So a look signs back, and only the proof
 * after a write signs now, in a later second than any look: nothing has to wait.
 */
export const SIGNED_BACK = { look: 3_000, proof: 0 } as const;

/** So many seconds ago, at least and at most, other tokens are signed than looks and proofs; one is good for 15 minutes. */
const GUARD = { from: 60, to: 600 } as const;
const PUT_BACK = { from: 20, to: 60 } as const;

/**
 * When the guard of a write says that it was signed: a token whose first use is the patch, so that the API server
 * keeps it from then on, and it can put the snapshot back after a lock-out. Drawn, so that it is not the guard of a
 * try just before, which may be forgotten sooner.
 */
export const guardSignedAt = (deps: Chance): Date => drawn(GUARD, deps);

/**
 * When the proof of a put-back is signed: in a second that neither the proof before it nor a look has used, whose
 * token may still be kept with an identity from before the snapshot stood again.
 */
export const putBackSignedAt = (deps: Chance): Date => drawn(PUT_BACK, deps);

type Chance = Pick<ClusterDeps, 'signingClock' | 'random'>;

function drawn(
  { from, to }: { readonly from: number; readonly to: number },
  { signingClock, random }: Chance,
): Date {
  const back = from + Math.floor(random() * (to - from));
  return new Date(signingClock().getTime() - back * 1000);
}

/** A connection with a token of its own, signed at that instant. Makes no call but for role credentials. */
export async function connect(
  { cloud }: Pick<ClusterDeps, 'cloud'>,
  target: CloudTarget,
  { facts, signedAt }: { readonly facts: ConnectionFacts; readonly signedAt: Date },
): Promise<Connection> {
  const token = await cloud.token({ ...target, tokenId: facts.tokenId, signedAt });
  const role = target.cluster.roles[target.as];
  const as = role === undefined ? {} : { as: role };
  return { cluster: target.cluster.arn, facts, token, run: target.run, ...as };
}
