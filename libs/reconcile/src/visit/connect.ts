import type { ConnectionFacts } from '@roster/workflow';
import type { ClusterDeps } from '../deps.ts';
import type { CloudTarget, Connection } from '../ports/index.ts';

/**
 * How long ago the tokens of a visit say that they were signed, in ms. Tokens of one key and second are one token,
 * which the API server keeps for at least 10 s (facts.md, The token). So the first look signs furthest back, the
 * token that a write is made with later than that, and the proof after a write now: nothing has to wait.
 */
export const SIGNED_BACK = { look: 6_000, write: 3_000, proof: 0 } as const;

/** A connection with a token of its own, signed at that instant. Makes no call but for role credentials. */
export async function connect(
  deps: Pick<ClusterDeps, 'cloud'>,
  target: CloudTarget,
  { facts, signedAt }: { readonly facts: ConnectionFacts; readonly signedAt: Date },
): Promise<Connection> {
  const token = await deps.cloud.token({ ...target, tokenId: facts.tokenId, signedAt });
  return { cluster: target.cluster.arn, facts, token };
}

/** The instant so many milliseconds ago. */
export function ago(deps: Pick<ClusterDeps, 'clock'>, milliseconds: number): Date {
  return new Date(deps.clock().getTime() - milliseconds);
}
