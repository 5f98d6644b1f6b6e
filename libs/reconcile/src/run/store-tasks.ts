import { isFault, type Fault } from '@roster/workflow';
import type { Journal, PlannedTask } from '../ports/index.ts';

/** So many tasks are handed to the journal at once. */
const BATCH = 500;

/**
 * Stores the tasks of a run; may be called again before the header stands. A task that does not fit into an item is
 * stored without its rows, and ends as `blocked: size` when its turn comes; the others go on.
 */
export async function storeTasks(journal: Journal, tasks: readonly PlannedTask[]): Promise<void> {
  for (let from = 0; from < tasks.length; from += BATCH) {
    const some = tasks.slice(from, from + BATCH);
    await journal.putTasks(some).catch(async (error: unknown) => {
      if (!isSize(error)) throw error;
      for (const one of some) await storeOne(journal, one);
    });
  }
}

async function storeOne(journal: Journal, planned: PlannedTask): Promise<void> {
  try {
    await journal.putTasks([planned]);
  } catch (error) {
    if (!isSize(error)) throw error;
    await journal.putTasks([
      { ...planned, task: { ...planned.task, desired: [], ended: [], tooLarge: true } },
    ]);
  }
}

/** The journal's word for what does not fit into an item. */
export function isSize(error: unknown): error is Fault {
  return isFault(error, 'BadInputFault') && error.message.startsWith('size:');
}
