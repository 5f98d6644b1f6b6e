import { expect, it } from 'vitest';
import { callDynalite, createDynaliteStore } from '../src/embedded/dynalite-store.ts';

const TableName = 'table';
const KEYS = ['pk', 'sk'] as const;

it('closes what it reads a query from, at its end and where a limit stops it', async () => {
  const store = createDynaliteStore();
  await store.db.open();
  const begun: AsyncIterator<unknown>[] = [];
  const values = store.db.values.bind(store.db);
  store.db.values = (range) => {
    const iterator = values(range);
    begun.push(iterator as unknown as AsyncIterator<unknown>);
    return iterator;
  };
  const call = (operation: string, input: object) => callDynalite(store, operation, { TableName, ...input });
  await call('CreateTable', {
    AttributeDefinitions: KEYS.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: KEYS.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
    BillingMode: 'PAY_PER_REQUEST',
  });
  for (const sk of ['a', 'b', 'c', 'd']) await call('PutItem', { Item: { pk: { S: 'p' }, sk: { S: sk } } });
  const query = { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } };
  for (const limited of [{}, { Limit: 2 }]) {
    expect(await call('Query', { ...query, ...limited })).toMatchObject({ status: 200 });
  }
  expect(begun).toHaveLength(2);
  for (const iterator of begun) {
    await expect(iterator.next()).rejects.toMatchObject({ code: 'LEVEL_ITERATOR_NOT_OPEN' });
  }
  await store.db.close();
});
