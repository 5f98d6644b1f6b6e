import { readAwsAuth, remainingChanges, type Outcome } from '@roster/access';
import { isFault } from '@roster/workflow';
import type { ClusterStatus, ConfigMap, Connection, Finding, WriteIntent } from '../ports/index.ts';
import { blocked } from '../visit/applied.ts';
import { staysDifferent, withheldIn } from '../visit/facts.ts';
import { exclusivityOf } from '../visit/removal-rules.ts';
import { driftOf, foreignSeen, privilegeThatStands, remember } from '../visit/remember.ts';
import { connectAt, type WriteVisit } from '../visit/visit.ts';
import { digestOf } from './digest.ts';
import { proveWrite, refusedAs } from './prove.ts';
import { putBack } from './put-back.ts';

interface Landed {
  readonly intent: WriteIntent;
  readonly finding: Finding;
  readonly status: ClusterStatus;
  /** ARNs of our own identities on the cluster. */
  readonly own: readonly string[];
  /** The connection that the patch was made by; absent at a second delivery. */
  readonly guard?: Connection;
}

/**
 * What follows a patch that landed. One read with a token signed in a later second than any before proves that the
 * identity that wrote still gets in, and shows the change (design.md, rule 7). Refused, the snapshot goes back at
 * once, with the token of the patch, which the API server still keeps. Then it is remembered what is owned.
 * Undefined when all is well: Verify decides.
 */
export async function settle(visit: WriteVisit, landed: Landed): Promise<Outcome | undefined> {
  const { intent, finding, status, own } = landed;
  let live: ConfigMap | undefined;
  try {
    live = await proveWrite(visit, { changeSet: finding.changeSet, own });
  } catch (error) {
    if (!isFault(error, 'DeniedFault')) throw error;
    const guard = landed.guard ?? (await connectAt(visit, new Date(intent.guardSignedAt)));
    const said = { why: 'identityRefused', message: refusedAs(visit, error) };
    return putBack(visit, { connection: guard, intent, finding, own, ...said });
  }
  await remember(visit, status, {
    owned: intent.ownedAfter,
    foreign: foreignSeen(finding),
    foreignAccess: finding.changeSet.foreign,
    ...privilegeThatStands(finding.privileged),
    withheld: withheldIn(finding),
    ...exclusivityOf(visit.task, status, finding),
    ...driftOf(visit, status, staysDifferent(finding)),
  });
  return shows(live, landed)
    ? undefined
    : blocked('overtaken', 'aws-auth does not show what was written: somebody else has written to it since');
}

function shows(live: ConfigMap | undefined, { intent, finding }: Landed): boolean {
  if (digestOf(live?.data) === intent.intended) return true;
  return remainingChanges(finding.changeSet, readAwsAuth(live?.data ?? {})).length === 0;
}
