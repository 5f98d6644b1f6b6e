import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { sampleHeader } from '@roster/reconcile/testing';
import { expect, it } from 'vitest';
import { createCatalog, createJournal, createTables } from '../src/index.ts';
import { storeInMemory } from './fresh-tables.ts';

const store = storeInMemory();

it('creates both tables on demand, once, however many ask', async () => {
  await Promise.all([1, 2, 3].map(() => createTables(store.client(), 'many')));
  await createTables(store.client(), 'many');
  for (const TableName of ['many-catalog', 'many-journal']) {
    const { Table } = await store.client().send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  }
});

it('is missed by name when it was not called', async () => {
  const client = store.client();
  const missing = { name: 'NotFoundFault', message: expect.stringContaining('gone-') as string };
  await expect(createCatalog({ client, name: 'gone-catalog' }).read()).rejects.toMatchObject(missing);
  const journal = createJournal({ client, name: 'gone-journal' });
  await expect(journal.openRun(sampleHeader())).rejects.toMatchObject(missing);
  await expect(journal.listStatus()).rejects.toMatchObject(missing);
});
