import type { AccessEntries, AccessEntry, CloudTarget, NewAccessEntry } from '../ports/index.ts';

interface ToMake {
  readonly target: CloudTarget;
  readonly entry: NewAccessEntry;
  /** Whether one that stands is the one that was to be made. */
  readonly isIt: (entry: AccessEntry) => boolean;
}

/**
 * Makes an entry. Where that fails, and it stands all the same, all is well: an answer was lost, or somebody else made it
 * just now. What creating it threw is thrown else.
 */
export async function makeEntry(entries: AccessEntries, { target, entry, isIt }: ToMake): Promise<void> {
  try {
    await entries.create(target, entry);
  } catch (error) {
    const found = await entries.find({ ...target, principalArn: entry.principalArn }).catch(() => undefined);
    if (found === undefined || !isIt(found)) throw error;
  }
}
