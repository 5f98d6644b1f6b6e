import { isFault } from '@roster/workflow';
import type { AccessEntry, AccessPolicy, CloudTarget, EntryTarget, NewAccessEntry } from '../ports/index.ts';
import { Ended, type BootstrapDeps } from './bootstrapped.ts';
import { patiently, UNTIL_IAM_KNOWS, UNTIL_IT_IS_FOUND } from './patiently.ts';

type Deps = Pick<BootstrapDeps, 'entries' | 'pause'>;

interface ToMake {
  readonly target: CloudTarget;
  readonly entry: NewAccessEntry;
  /** Whether one that stands is the one that was to be made. */
  readonly isIt: (entry: AccessEntry) => boolean;
}

/**
 * Makes an entry; a principal that IAM does not know yet is waited for. Where that fails, and it stands all the same, all
 * is well: an answer was lost, or somebody else made it just now. What creating it threw is thrown else; Ended for a
 * principal that stays unknown.
 */
export async function makeEntry(deps: Deps, { target, entry, isIt }: ToMake): Promise<void> {
  const { entries } = deps;
  const create = async () => {
    await entries.create(target, entry);
    return true;
  };
  try {
    await patiently(deps, create, UNTIL_IAM_KNOWS);
  } catch (error) {
    const found = await entries.find({ ...target, principalArn: entry.principalArn }).catch(() => undefined);
    if (found !== undefined && isIt(found)) return;
    if (!isFault(error, 'NotYetFault')) throw error;
    throw new Ended({ kind: 'failed', reason: 'badInput' }, `${error.message} (asked for two minutes)`);
  }
}

/** Attaches a policy to an entry that was made just now; Ended where EKS does not find that after a minute. */
export async function attachPolicy(deps: Deps, entry: EntryTarget, policy: AccessPolicy): Promise<void> {
  const attach = async () => {
    await deps.entries.attach(entry, policy);
    return true;
  };
  try {
    await patiently(deps, attach, UNTIL_IT_IS_FOUND);
  } catch (error) {
    if (!isFault(error, 'NotFoundFault')) throw error;
    const message = `${entry.cluster.arn}: the entry of ${entry.principalArn} was made, and EKS still does not find it after a minute: bootstrap it again (${error.message})`;
    throw new Ended({ kind: 'failed', reason: 'notYet' }, message);
  }
}
