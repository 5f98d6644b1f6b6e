import type { Journal } from '@roster/reconcile';
import type { Table } from '../tables/table.ts';
import { keptOf } from './kept.ts';
import { leaseOf } from './lease.ts';
import { messagesOf } from './messages.ts';
import { runsOf } from './runs.ts';
import { statusOf } from './status.ts';
import { tasksOf } from './tasks.ts';
import { writesOf } from './writes.ts';

/**
 * The journal in its table (design.md: Storage). Every write is one item. Its calls throw ThrottledFault,
 * TimeoutFault, ConnectionFault, ServerFault, DeniedFault, NotFoundFault where the table is missing, and
 * BadInputFault beginning with `size:` for what does not fit into an item.
 */
export function createJournal(table: Table): Journal {
  return {
    ...runsOf(table),
    ...tasksOf(table),
    ...keptOf(table),
    ...messagesOf(table),
    ...writesOf(table),
    ...statusOf(table),
    ...leaseOf(table),
  };
}
