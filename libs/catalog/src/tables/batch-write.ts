import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { Fault } from '@roster/workflow';
import { setTimeout } from 'node:timers/promises';
import { toFault } from './faults.ts';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dynamo, type Item, type Key, type Table } from './table.ts';

/** BatchWriteItem takes so many, of at most 400 KB each: below its 16 MB in any case. */
const BATCH = 25;
const CONCURRENCY = 8;
/** Waits of 25 ms to 6.4 s between the tries, 13 s in all at most. */
const TRIES = 10;

/** Waits up to so many milliseconds. */
export type Pause = (limit: number) => Promise<unknown>;
const jitter: Pause = (limit) => setTimeout(Math.random() * limit);

/**
 * Puts items without a condition, many at a time. Items that DynamoDB leaves are sent again after a pause.
 * @throws ThrottledFault when some are left after ten tries
 */
export function putItems(table: Table, items: Iterable<Item>, pause: Pause = jitter): Promise<void> {
  const request = (item: Item) => ({ PutRequest: { Item: dynamo(item) } });
  return writeAll(items, (batch) => writeBatch(table, batch.map(request), pause));
}

/** Deletes items without a condition, many at a time. */
export function deleteItems(table: Table, keys: Iterable<Key>, pause: Pause = jitter): Promise<void> {
  const request = ({ pk, sk }: Key) => ({ DeleteRequest: { Key: marshall({ pk, sk }) } });
  return writeAll(keys, (batch) => writeBatch(table, batch.map(request), pause));
}

async function writeAll<T>(
  values: Iterable<T>,
  write: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  // One iterator for all writers: each takes the next batch, so that items are made only when they are sent.
  const batches = chunks(values, BATCH);
  const writer = async () => {
    for (const batch of batches) await write(batch);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, writer));
}

async function writeBatch(table: Table, requests: readonly WriteRequest[], pause: Pause): Promise<void> {
  let left = [...requests];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) await pause(25 * 2 ** (attempt - 1));
    const command = new BatchWriteItemCommand({ RequestItems: { [table.name]: left } });
    const answer = await table.client.send(command).catch((error: unknown) => {
      throw toFault(error, { table: table.name, doing: `writing ${left.length} items` });
    });
    left = answer.UnprocessedItems?.[table.name] ?? [];
    if (left.length === 0) return;
  }
  throw new Fault(
    'ThrottledFault',
    `table ${table.name}: ${left.length} items were left after ${TRIES} tries`,
  );
}

function* chunks<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const value of values) {
    if (chunk.push(value) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
