import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createJournal, createStoreClient } from '../src/index.ts';

const requests: { readonly userAgent: string | undefined }[] = [];
let server: Server;
beforeAll(async () => {
  // Takes every request and never answers.
  server = createServer(({ headers }) => requests.push({ userAgent: headers['user-agent'] }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it('waits for an answer only so long, tries five times, and says who asks', async () => {
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  const client = createStoreClient({ region: 'eu-west-1', timeout: 400, userAgent: 'roster run-1' });
  const reading = createJournal({ client, name: 'fleet-journal' }).readLease();
  await expect(reading).rejects.toMatchObject({ name: 'TimeoutFault' });
  expect(requests).toHaveLength(5);
  expect(requests[0]?.userAgent).toContain('roster');
  client.destroy();
});
