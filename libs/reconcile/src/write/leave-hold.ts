import { foreignPrivilege, planChanges, readAwsAuth, withinLimits, type ChangeSet } from '@roster/access';
import type { Finding, Hold, StatusPatch, WriteIntent } from '../ports/index.ts';
import { privilegeThatStands, remember } from '../visit/remember.ts';
import { keyOf } from '../visit/seen.ts';
import type { WriteVisit } from '../visit/visit.ts';

interface Undone {
  readonly intent: WriteIntent;
  readonly finding: Finding;
  /** ARNs of our own identities on the cluster. */
  readonly own: readonly string[];
  readonly why: string;
}

/**
 * Puts a cluster on hold for what was undone, and gives the rows back to whom they belonged. A hold that a person
 * set stays: it does not end by itself; so does the one that an earlier delivery left.
 */
export async function leaveHold(visit: WriteVisit, undoing: Undone): Promise<void> {
  const { intent, finding, why } = undoing;
  const { deps, run, target } = visit;
  const cluster = target.cluster.arn;
  const status = (await deps.journal.getStatus(cluster)) ?? { cluster };
  const at = deps.clock().toISOString();
  const undone = withEarlier(finding.changeSet, status.hold);
  const ours: Hold = { by: `run ${run}`, reason: `rolledBack: ${why}`, at, undone };
  const stays = status.hold !== undefined && (status.hold.undone === undefined || status.hold.by === ours.by);
  await remember(visit, status, {
    owned: intent.ownedBefore,
    driftSince: status.driftSince ?? at,
    withheld: null,
    ...foreignAgain(visit, undoing),
    ...(stays ? {} : { hold: ours }),
  });
}

/** Foreign access that our write took away, or made ours, stands again: the privileged of it is named at once. */
function foreignAgain({ task, deps }: WriteVisit, { intent, own }: Undone): StatusPatch {
  const { cluster, denied } = task;
  const { account, roles } = cluster;
  const live = readAwsAuth(intent.snapshot?.data ?? {});
  const before = { live, owned: intent.ownedBefore, account, denied };
  const { foreign } = planChanges({ ...before, desired: [], mode: 'merge', protectedPrincipals: [] });
  const writers = (roles.write === undefined ? own : [roles.write]).map(keyOf);
  const rules = { ...withinLimits({ ...task, account }, deps.limits), writers };
  return { foreignAccess: foreign, ...privilegeThatStands(foreignPrivilege(foreign, rules)) };
}

/** Somebody who is denied is removed from a held cluster too: what was undone before is still kept away. */
function withEarlier(changeSet: ChangeSet, hold: Hold | undefined): ChangeSet {
  const earlier = hold?.undone?.changes ?? [];
  const now = new Set(changeSet.changes.map(({ principal }) => principal));
  return {
    ...changeSet,
    changes: [...changeSet.changes, ...earlier.filter(({ principal }) => !now.has(principal))],
  };
}
