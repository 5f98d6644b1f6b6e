import type { Entry } from './entries.ts';

/** What one PutEvents takes (EventBridge API reference, PutEvents; user guide, Calculating PutEvents entry size). */
const MOST = 10;
const LARGEST = 256 * 1024;

/** The entries in order, in batches that one call takes each. */
export function batchesOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let size = 0;
  for (const entry of entries) {
    const batch = batches.at(-1);
    const more = sizeOf(entry);
    if (batch !== undefined && batch.length < MOST && size + more <= LARGEST) {
      batch.push(entry);
      size += more;
    } else {
      batches.push([entry]);
      size = more;
    }
  }
  return batches;
}

const sizeOf = ({ Source, DetailType, Detail, Resources }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
