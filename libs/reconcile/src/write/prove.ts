import { writes, type ChangeSet } from '@roster/access';
import { isFault, type Fault } from '@roster/workflow';
import type { ConfigMap } from '../ports/index.ts';
import { putBackSignedAt, SIGNED_BACK } from '../visit/connect.ts';
import { keyOf } from '../visit/seen.ts';
import { connectAt, type WriteVisit } from '../visit/visit.ts';

/**
 * For how long after a write an authenticator may go on by the rows before it, in ms. On a real control plane one
 * token in forty, signed for right after a patch, was judged by the old rows, for 12 ms at most; on EKS several
 * authenticators watch, each by itself.
 */
const LATE = 2_000;
/** The waits before a refusal right after a put-back is asked again, LATE in all. */
const AGAIN = [500, 500, 1_000];

/**
 * Reads the ConfigMap with a token signed in a later second than any look: the proof that the identity that wrote
 * still gets in. A write that changes our own row is proved again once every authenticator must have heard of it.
 * Throws DeniedFault when it does not get in.
 */
export async function proveWrite(
  visit: WriteVisit,
  changed: { readonly changeSet: ChangeSet; readonly own: readonly string[] },
): Promise<ConfigMap | undefined> {
  const { clusterApi, pause } = visit.deps;
  const live = await clusterApi.readAwsAuth(await connectAt(visit, SIGNED_BACK.proof));
  if (!changesOurs(changed)) return live;
  await pause(LATE);
  return clusterApi.readAwsAuth(await connectAt(visit, SIGNED_BACK.proof));
}

function changesOurs({ changeSet, own }: Parameters<typeof proveWrite>[1]): boolean {
  const ours = new Set(own.map(keyOf));
  return writes(changeSet).some(({ principal }) => ours.has(principal));
}

/** Which identity is refused after its write, how, and when: for a person. */
export function refusedAs({ task, target, deps }: WriteVisit, { message }: Fault): string {
  const who = task.cluster.roles[target.as] ?? 'the identity that wrote';
  return `${who} is refused since the write, at ${deps.clock().toISOString()}: ${message}`;
}

/**
 * Proves that a snapshot that was put back lets us in again, by tokens of seconds of their own: the one of the proof
 * that failed may be kept, with what it was refused for. Throws DeniedFault when it does not.
 */
export async function provePutBack(visit: WriteVisit): Promise<void> {
  const { clusterApi, pause } = visit.deps;
  for (const wait of [...AGAIN, undefined]) {
    try {
      await clusterApi.readAwsAuth(await connectAt(visit, putBackSignedAt(visit.deps)));
      return;
    } catch (error) {
      if (!isFault(error, 'DeniedFault') || wait === undefined) throw error;
      await pause(wait);
    }
  }
}
