import { Agent, request } from 'node:https';
import type { Certificate } from '@roster/sandbox/certificates';

export interface Response {
  readonly status: number;
  /** Parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

/** An API server's administrator: system:masters, by client certificate. */
export interface Admin {
  /**
   * One request. A text is sent as it stands, anything else as JSON; the content type is application/json unless
   * another is given. An answer of any status resolves.
   */
  request(method: string, path: string, body?: unknown, contentType?: string): Promise<Response>;
  /** The same, and Error for an answer that is no success: the method, the path and the API server's own words. */
  demand(method: string, path: string, body?: unknown, contentType?: string): Promise<unknown>;
  readonly close: () => void;
}

interface Place extends Certificate {
  readonly endpoint: string;
  readonly ca: string;
}

export function openAdmin({ endpoint, ca, key, cert }: Place): Admin {
  const agent = new Agent({ ca, key, cert, keepAlive: true });
  const ask: Admin['request'] = (method, path, body, contentType = 'application/json') =>
    new Promise((resolve, reject) => {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      // Node gives the body of a DELETE no length of its own accord.
      const length = { 'content-length': Buffer.byteLength(text ?? '') };
      const headers = text === undefined ? {} : { 'content-type': contentType, ...length };
      const sent = request(new URL(path, endpoint), { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 0 } = response;
          resolve({ status, body: readBody(Buffer.concat(chunks).toString('utf8')) });
        });
      });
      sent.on('error', reject);
      sent.end(text);
    });
  const demand: Admin['demand'] = async (method, path, body, contentType) => {
    const { status, body: answer } = await ask(method, path, body, contentType);
    if (status < 300) return answer;
    throw new Error(`${method} ${endpoint}${path} was answered ${status}: ${JSON.stringify(answer)}`);
  };
  return { request: ask, demand, close: () => agent.destroy() };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
