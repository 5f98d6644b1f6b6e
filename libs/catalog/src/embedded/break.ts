import { Fault } from '@roster/workflow';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { noteFailure } from './holder.ts';

/** Operations that change something. */
const WRITES = new Set(['BatchWriteItem', 'CreateTable', 'DeleteItem', 'PutItem', 'UpdateItem']);

/** Whether a store on disk can still be written, and the end of it. */
export interface Breakage {
  /** Aborted with a JournalFault once the store has failed: nothing is written from then on. */
  readonly signal: AbortSignal;
  /** Throws the fault of a store that has failed, or was deleted since it was opened. */
  assertWhole(operation: string): void;
  /** The fault of an error that LevelDB had; any other error is returned as it is. */
  faultOf(error: unknown): unknown;
}

/**
 * LevelDB writes nothing more after an error, and an open one writes on into files that were deleted. Either ends the
 * store for this process: what runs stops at once, and the reason is left beside the store for the next command.
 */
export function breakageOf(folder: string): Breakage {
  const broken = new AbortController();
  const store = join(folder, 'store');
  const was = inode(store);
  const fail = (what: string): Fault => {
    if (!broken.signal.aborted) {
      const fault = new Fault('JournalFault', what);
      noteFailure(folder, fault.message);
      broken.abort(fault);
    }
    return broken.signal.reason as Fault;
  };
  return {
    signal: broken.signal,
    assertWhole: (operation) => {
      if (!WRITES.has(operation)) return;
      if (broken.signal.aborted) throw broken.signal.reason;
      if (inode(store) === was) return;
      throw fail(
        `the local store in ${folder} was deleted or replaced while it was open: run it again; ${LOOK}`,
      );
    },
    faultOf: (error) => {
      const why = levelError(error);
      if (why === undefined) return error;
      return fail(
        `the local store in ${folder} cannot be written: ${why}; free space there, or repair it, and run it again; ${LOOK}`,
      );
    },
  };
}

const LOOK = 'roster plan shows what stands on the clusters';

function inode(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}

/** What LevelDB says, which is where the system's own words are: `IO error: …/000003.log: No space left on device`. */
function levelError(error: unknown): string | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && /^LEVEL_(?:IO_ERROR|CORRUPTION|DATABASE_NOT_OPEN)$/.test(String(one.code)))
      return one.message;
  }
  return undefined;
}
