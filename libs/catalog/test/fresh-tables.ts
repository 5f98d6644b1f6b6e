import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCatalog, createJournal, createTables, type Table } from '../src/index.ts';
import { tableNames } from '@roster/workflow';
import { openEmbedded, type Embedded } from '../src/embedded/index.ts';
import { afterAll, beforeAll } from 'vitest';

let made = 0;

/** Two empty tables in that store. */
export async function freshTables(
  client: DynamoDBClient,
): Promise<{ readonly catalog: Table; readonly journal: Table }> {
  made += 1;
  await createTables(client, `fleet${made}`);
  const { catalog, journal } = tableNames(`fleet${made}`);
  return { catalog: { client, name: catalog }, journal: { client, name: journal } };
}

/** A store in memory for all tests of a file. */
export function storeInMemory() {
  let embedded: Embedded | undefined;
  beforeAll(async () => {
    embedded = await openEmbedded({});
  });
  afterAll(() => embedded?.close());
  const client = () => {
    if (embedded === undefined) throw new Error('the store is open within tests only');
    return embedded.client;
  };
  return {
    client,
    tables: () => freshTables(client()),
    async catalog() {
      const { catalog: table } = await freshTables(client());
      return { catalog: createCatalog(table), table };
    },
    async journal() {
      const { journal: table } = await freshTables(client());
      return { journal: createJournal(table), table };
    },
  };
}
