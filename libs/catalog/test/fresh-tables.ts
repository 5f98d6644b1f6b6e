import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCatalog, createJournal, createTables, type Table } from '../src/index.ts';
import { tableNames } from '@roster/workflow';
import { openEmbedded, type Embedded } from '../src/embedded/index.ts';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** Dynalite behind HTTP, for all tests of a file: it also has the operations that the embedded store leaves out. */
export function storeOverHttp(): { readonly client: () => DynamoDBClient } {
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
  return { client: () => client };
}
