import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** Another's DynamoDB for all tests of a file: Dynalite, behind its HTTP server and the SDK's own client. */
export function dynaliteOverHttp(): () => DynamoDBClient {
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
  return () => client;
}
