import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Readable } from 'node:stream';
import { callDynalite, type DynaliteStore } from './dynalite-store.ts';

/** The part of the SDK's HTTP request that matters here. */
interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A client of the AWS SDK whose requests never leave the process: no socket, nothing that others could reach. */
export function embeddedClient(store: DynaliteStore): DynamoDBClient {
  return new DynamoDBClient({
    region: 'local',
    endpoint: 'http://embedded.invalid',
    // The SDK signs, and nobody looks.
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    maxAttempts: 1,
    requestHandler: { handle: (request: Request) => answer(store, request) },
  });
}

async function answer(store: DynaliteStore, { headers, body }: Request): Promise<object> {
  const operation = headers['x-amz-target']?.split('.')[1] ?? '';
  const answered = await callDynalite(store, operation, textOf(body));
  const response = {
    statusCode: answered.status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Readable.from([Buffer.from(JSON.stringify(answered.body))]),
  };
  return { response };
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '{}';
}
