import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as it came over the wire, with its whole body. */
export interface Request {
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
  /** Still encoded, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** Reads a request whole. BodyTooLargeError when its body is longer than `limit` bytes. */
export async function readRequest(incoming: IncomingMessage, limit: number): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size <= limit) chunks.push(chunk as Buffer);
  }
  if (size > limit) throw new BodyTooLargeError(`the body has ${size} bytes, and ${limit} are allowed`);
  const [path = '/', query = ''] = splitOnce(incoming.url ?? '/', '?');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, [value ?? ''].flat().join(',')]),
  );
  return { method: incoming.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks) };
}

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(Buffer.byteLength(answer.body)),
  });
  response.end(answer.body);
}

export function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
