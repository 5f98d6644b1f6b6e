import type { ConnectionFacts } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { CloudTarget, Connection } from '../ports/index.ts';

/**
 * How long ago a token says that it was signed, in ms. Tokens of one key and second are one token, which the API
 * server keeps for at least 10 s once it was accepted (facts.md, The token). So a look signs back, and only the proof
 * after a write signs now, in a later second than any look: nothing has to wait.
 */
export const SIGNED_BACK = { look: 3_000, proof: 0 } as const;

/** The guard of a write is signed so long ago, at least and at most, in seconds; a token is good for 15 minutes. */
const GUARD = { from: 60, to: 600 } as const;

/**
 * When the guard of a write says that it was signed: a token whose first use is the patch, so that the API server
 * keeps it from then on, and it can put the snapshot back after a lock-out. Drawn, so that it is not the guard of a
 * try just before, which may be forgotten sooner.
 */
export function guardSignedAt({ clock, random }: Pick<ClusterDeps, 'clock' | 'random'>): Date {
  const back = GUARD.from + Math.floor(random() * (GUARD.to - GUARD.from));
  return new Date(clock().getTime() - back * 1000);
}

/** A connection with a token of its own, signed at that instant. Makes no call but for role credentials. */
export async function connect(
  { cloud }: Pick<ClusterDeps, 'cloud'>,
  target: CloudTarget,
  { facts, signedAt }: { readonly facts: ConnectionFacts; readonly signedAt: Date },
): Promise<Connection> {
  const token = await cloud.token({ ...target, tokenId: facts.tokenId, signedAt });
  return { cluster: target.cluster.arn, facts, token, run: target.run };
}
