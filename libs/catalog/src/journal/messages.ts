import type { ClusterMessage, Journal, RunKey, VisitKey } from '@roster/reconcile';
import { isFault, keptPartition, messageOf } from '@roster/workflow';
import { expiresAfter } from '../tables/expiry.ts';
import { getItem, putItem, type Item, type Key, type Table } from '../tables/table.ts';

type Messages = Pick<Journal, 'putMessage' | 'readMessages'>;

/** Longer than any put takes, and short beside what a state may take (libs/workflow): in ms. */
const PATIENCE = 1000;
const READS_AT_ONCE = 25;

const keyOf = ({ run, mode, cluster }: VisitKey): Key => ({
  pk: keptPartition('messages', mode, cluster),
  sk: run,
});

/** What a worker said last of a cluster: `MESSAGES#<arn>` / run, of writing runs `WRITING#MESSAGES#<arn>` / run. */
export function messagesOf(table: Table): Messages {
  return {
    putMessage: async (key, { reason, message }, now) => {
      const expires = expiresAfter(key.mode, now.toISOString());
      const item = { ...keyOf(key), reason, message: messageOf(message), expires };
      await putItem(table, item, { within: PATIENCE });
    },
    readMessages: async (run, clusters) => {
      const found = new Map<string, ClusterMessage>();
      for (let from = 0; from < clusters.length; from += READS_AT_ONCE) {
        const some = clusters.slice(from, from + READS_AT_ONCE);
        const messages = await Promise.all(some.map((cluster) => read(table, run, cluster)));
        for (const [index, message] of messages.entries()) {
          if (message !== undefined) found.set(some[index] ?? '', message);
        }
      }
      return found;
    },
  };
}

/** An item that Roster cannot have written is no message: it is there for people, and hinders no report. */
async function read(table: Table, run: RunKey, cluster: string): Promise<ClusterMessage | undefined> {
  try {
    return clean(await getItem(table, keyOf({ ...run, cluster })));
  } catch (error) {
    if (isFault(error, 'BadInputFault')) return undefined;
    throw error;
  }
}

/** Whoever may write the item may have written anything: its length and its characters are looked at once more. */
function clean(item: Item | undefined): ClusterMessage | undefined {
  if (item === undefined) return undefined;
  const { reason, message } = item;
  if (typeof reason !== 'string' || typeof message !== 'string') return undefined;
  return { reason: messageOf(reason), message: messageOf(message) };
}
