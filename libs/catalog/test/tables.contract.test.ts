import { catalogContract, journalContract } from '@roster/reconcile/testing';
import { afterAll, beforeAll } from 'vitest';
import { createCatalog, createJournal, createTables, rawOperations, tableNames } from '../src/index.ts';
import { openEmbedded, type Embedded } from '../src/embedded/index.ts';
import { record } from './record.ts';

let embedded: Embedded;
let made = 0;
beforeAll(async () => {
  embedded = await openEmbedded({});
});
afterAll(() => embedded.close());

async function freshTables() {
  const names = tableNames(`fleet${(made += 1)}`);
  await createTables(embedded.client, `fleet${made}`);
  return names;
}

journalContract('The journal in DynamoDB', async () => {
  const { journal: name } = await freshTables();
  const raw = rawOperations(embedded.client);
  const journal = createJournal({ client: embedded.client, name });
  return { journal, record: (told) => record(raw, name, told) };
});

catalogContract('The catalog in DynamoDB', async () => {
  const { catalog: name } = await freshTables();
  const catalog = createCatalog({ client: embedded.client, name });
  const pushing = { who: 'me', now: new Date(0) };
  return { catalog, store: async (fleet) => String((await catalog.push(fleet, pushing)).n) };
});
