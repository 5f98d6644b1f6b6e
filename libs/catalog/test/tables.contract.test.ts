import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { catalogContract, journalContract } from '@roster/reconcile/testing';
import { describe } from 'vitest';
import { createCatalog, createJournal, rawOperations } from '../src/index.ts';
import { freshTables, storeInMemory, storeOverHttp } from './fresh-tables.ts';
import { record } from './record.ts';

function bothContracts(name: string, client: () => DynamoDBClient): void {
  journalContract(`The journal ${name}`, async () => {
    const { journal: table } = await freshTables(client());
    const raw = rawOperations(table.client);
    return { journal: createJournal(table), record: (told) => record(raw, table.name, told) };
  });

  catalogContract(`The catalog ${name}`, async () => {
    const catalog = createCatalog((await freshTables(client())).catalog);
    const pushing = { who: 'me', now: new Date(0) };
    return { catalog, store: async (fleet) => String((await catalog.push(fleet, pushing)).n) };
  });
}

describe('in this process', () => {
  bothContracts('in memory', storeInMemory().client);
});

describe('over HTTP', () => {
  bothContracts('over HTTP', storeOverHttp().client);
});
