import { foreseenRemovals, principalKey, type Change, type RemovalRules } from '@roster/access';
import type { ClusterStatus, ClusterTask, Finding, StatusPatch } from '../ports/index.ts';
import { mayHold } from './hold.ts';

/** What has been decided about the removals of a cluster: by its status, and by whoever started the run. */
export function removalRules(
  { prune, ended = [], expectedRemovals }: ClusterTask,
  { exclusiveSince }: Pick<ClusterStatus, 'exclusiveSince'>,
): RemovalRules {
  return {
    exclusiveDecided: exclusiveSince !== undefined,
    prune: prune === true,
    ended,
    ...(expectedRemovals === undefined ? {} : { expected: expectedRemovals }),
  };
}

/**
 * How many removals of a cluster somebody would have to decide, as its status foresees: 0 for one never looked at.
 * What the deployment protects is not known here, so Apply may find fewer.
 */
export function foreseenIn(task: ClusterTask, status: ClusterStatus | undefined): number {
  if (status?.foreignAccess === undefined) return 0;
  // Nothing waits for a decision where nothing is written.
  if (status.hold !== undefined && mayHold(status.hold, task)) return 0;
  const { cluster, desired, ownership, mentioned, denied } = task;
  const own = [cluster.roles.read, cluster.roles.write].flatMap((arn) => arn ?? []);
  return foreseenRemovals({
    ...{ desired, denied, mode: ownership, account: cluster.account },
    ...{ foreign: status.foreignAccess, owned: status.owned ?? [] },
    protectedPrincipals: [...task.protected, ...own],
    ...(mentioned === undefined ? {} : { mentioned }),
    rules: removalRules(task, status),
  });
}

/**
 * Whether foreign access goes from the cluster from now on: an apply under `exclusive` had nothing to remove, or
 * somebody had decided that it goes. Forgotten once the cluster is not exclusive any more.
 */
export function exclusivityOf(
  { ownership, mentioned, openedAt, desired }: ClusterTask,
  { exclusiveSince }: ClusterStatus,
  { refusals, withheld }: Finding,
): StatusPatch {
  if (ownership !== 'exclusive') return { exclusiveSince: null };
  // Files that prune nothing keep foreign access: nobody has decided on it. Nor has anybody where another rule withheld
  // its removal, before `removals` could ask.
  const wanted = new Set(desired.map(({ arn }) => principalKey(arn)));
  const isForeign = (change: Change) =>
    change.op === 'remove'
      ? change.cause === 'exclusive'
      : change.op === 'replace' && !wanted.has(change.principal);
  const decided = mentioned === undefined && refusals.every(isAboutOthers) && !withheld.some(isForeign);
  return decided ? { exclusiveSince: exclusiveSince ?? openedAt } : {};
}

const isAboutOthers = ({ rule, principal }: Finding['refusals'][number]): boolean =>
  principal !== undefined && rule !== 'removals';
