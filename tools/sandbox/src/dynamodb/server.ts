import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Calls } from '../calls.ts';

interface Options {
  readonly createTableMs: number;
  readonly deleteTableMs: number;
  readonly updateTableMs: number;
}
// The package has no types of its own.
const dynalite = createRequire(import.meta.url)('dynalite') as (options: Options) => Server;

/** DynamoDB in memory; its tables are there at once. Calls are counted by the name in X-Amz-Target. */
export function dynamodbServer(calls: Calls): Server {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.prependListener('request', ({ headers }) => {
    const operation = [headers['x-amz-target']].flat()[0]?.split('.')[1];
    calls.count(`dynamodb:${operation ?? 'unknown'}`);
  });
  return server;
}
