import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { catalogContract, journalContract } from '@roster/reconcile/testing';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe } from 'vitest';
import { createCatalog, createJournal, rawOperations } from '../src/index.ts';
import { freshTables, storeInMemory } from './fresh-tables.ts';
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
  const dynalite = createRequire(import.meta.url)('dynalite') as (options: object) => Server;
  let server: Server;
  let client: DynamoDBClient;

  beforeAll(async () => {
    server = dynalite({ createTableMs: 0 });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    client = new DynamoDBClient({ region: 'eu-west-1', endpoint: `http://127.0.0.1:${port}`, credentials });
  });
  afterAll(async () => {
    client.destroy();
    await new Promise((closed) => server.close(closed));
  });

  bothContracts('over HTTP', () => client);
});
