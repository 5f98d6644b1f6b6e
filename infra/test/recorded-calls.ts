import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TableAccess } from '../src/control-plane/table-access.ts';

/** One operation on a table, as IAM looks at it. */
export interface TableCall {
  readonly operation: string;
  readonly table: string;
  /** The partition keys that it names. */
  readonly keys: readonly string[];
  /** Of an update: the attributes that it names. */
  readonly attributes: readonly string[];
  /** Of a write: what it returns of the item. */
  readonly returns: string;
}

interface Text {
  readonly S: string;
}
interface Request {
  readonly TableName?: string;
  readonly ReturnValues?: string;
  readonly Key?: Readonly<Record<string, Text>>;
  readonly Item?: { readonly pk: Text };
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Text>>;
  readonly RequestItems?: Readonly<
    Record<string, readonly { readonly PutRequest: { readonly Item: { readonly pk: Text } } }[]>
  >;
}

/** What IAM sees of a request to DynamoDB. */
export function callOf(operation: string, request: Request): TableCall {
  const [[table, puts] = ['', []]] = Object.entries(request.RequestItems ?? {});
  const asked = /(#?\w+) = (:\w+)/.exec(request.KeyConditionExpression ?? '')?.[2];
  const keys = [
    request.Key?.['pk'],
    request.Item?.pk,
    asked === undefined ? undefined : request.ExpressionAttributeValues?.[asked],
    ...puts.map(({ PutRequest }) => PutRequest.Item.pk),
  ];
  const named = [...Object.keys(request.Key ?? {}), ...Object.values(request.ExpressionAttributeNames ?? {})];
  return {
    operation,
    table: request.TableName ?? table,
    keys: keys.filter((key) => key !== undefined).map(({ S }) => S),
    attributes: operation === 'UpdateItem' ? [...new Set(named)] : [],
    returns: request.ReturnValues ?? 'NONE',
  };
}

/** True where an access allows a call, as the IAM statement made of it would. */
export function allows({ table, may, on, attributes }: TableAccess, call: TableCall): boolean {
  const like = (pattern: string, key: string) =>
    pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
  return (
    call.table.endsWith(`-${table}`) &&
    may.includes(call.operation) &&
    call.keys.every((key) => on?.some((pattern) => like(pattern, key)) ?? true) &&
    call.returns === 'NONE' &&
    call.attributes.every((name) => attributes?.includes(name) ?? true)
  );
}

/** A DynamoDB that tells of each call and lets another one answer. */
export async function recordingDynamoDb(target: string, tell: (call: TableCall) => void) {
  const server: Server = createServer((request, response) => void forward(request, response));
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const headers = Object.entries(request.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    const answer = await fetch(target, {
      method: 'POST',
      headers: headers.filter(([name]) => !['connection', 'content-length', 'expect'].includes(name)),
      body,
    });
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    tell(callOf(operation, JSON.parse(body) as Request));
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(await answer.text());
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
