import type { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Table } from '../src/index.ts';
import { deleteItems, putItems } from '../src/tables/batch-write.ts';
import { queryItems, type Item } from '../src/tables/table.ts';
import { storeInMemory } from './fresh-tables.ts';

const store = storeInMemory();
const items = Array.from({ length: 130 }, (_, index): Item => ({
  pk: 'p',
  sk: String(index).padStart(3, '0'),
  index,
}));
const pause = () => Promise.resolve();
const all = (table: Table) => queryItems(table, { where: '#pk = :pk', values: { pk: 'p' } });

/** Tables whose client leaves every batch undone of which `leaves` says so, as DynamoDB does when it is throttled. */
function leaving({ client, name }: Table, leaves: (batch: number) => boolean): Table {
  let batch = 0;
  const send = (command: BatchWriteItemCommand) => {
    if (!leaves((batch += 1))) return client.send(command);
    return Promise.resolve({ UnprocessedItems: command.input.RequestItems });
  };
  return { name, client: { send } as unknown as Table['client'] };
}

describe('many items at once', () => {
  it('are all written and deleted', async () => {
    const { journal } = await store.tables();
    await putItems(journal, items);
    expect(await all(journal)).toEqual(items);
    await deleteItems(journal, items);
    expect(await all(journal)).toEqual([]);
  });

  it('are sent again where DynamoDB leaves some', async () => {
    const { journal } = await store.tables();
    await putItems(
      leaving(journal, (batch) => batch % 2 === 1),
      items,
      pause,
    );
    expect(await all(journal)).toEqual(items);
  });

  it('are given up in the end', async () => {
    const { journal } = await store.tables();
    const never = leaving(journal, () => true);
    const paused: number[] = [];
    const note = (limit: number) => Promise.resolve(paused.push(limit));
    const writing = putItems(never, items.slice(0, 2), note);
    await expect(writing).rejects.toMatchObject({
      name: 'ThrottledFault',
      message: expect.stringContaining('2 items were left') as string,
    });
    expect(paused).toEqual([25, 50, 100, 200, 400, 800, 1600, 3200, 6400]);
  });
});
