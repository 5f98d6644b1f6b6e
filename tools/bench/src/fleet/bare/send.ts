import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Signed } from './signed.ts';

const plain = new HttpAgent({ keepAlive: true });
const secure = new HttpsAgent({ keepAlive: true });

/** Sends a request on a kept connection and gives the whole answer. Error for any status but 2xx. */
export function send({ method, url, headers, body }: Signed, ca?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = { method, headers };
    const outgoing =
      ca === undefined
        ? httpRequest(url, { ...options, agent: plain })
        : httpsRequest(url, { ...options, agent: secure, ca });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { statusCode: status = 0 } = answer;
        if (status >= 200 && status <= 299) resolve(text);
        else reject(new Error(`${method} ${url.split('?')[0] ?? ''}: HTTP ${status} ${text.slice(0, 200)}`));
      });
    });
    outgoing.end(body);
  });
}
