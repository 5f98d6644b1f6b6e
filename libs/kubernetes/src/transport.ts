import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { TLSSocket } from 'node:tls';
import { proxyEnv, type Environment } from '@roster/eks/network';

export interface TransportOptions {
  /** `process.env`: HTTPS_PROXY and NO_PROXY. */
  readonly env: Environment;
  /** Until a call has its whole answer, in ms. Default 10 s. */
  readonly timeoutMs?: number;
  /** Until all pages of a list are there, in ms. Default 6 s. */
  readonly listMs?: number;
  /** How long an idle connection is kept, in ms: Token, Apply and Verify then share one. Default 5 s. */
  readonly idleMs?: number;
}

export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM: the certificates that the server is believed by, and no others. */
  readonly ca: string;
}

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  /** The header `Date`: what the clock of the API server shows. */
  readonly date?: string | undefined;
}

/** The longest answer that is read: a page of 250 nodes has 5 MB, a ConfigMap 1 MiB and what JSON adds to it. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Sends one request, and has its whole answer before the deadline (by `performance.now()`), if that comes before its
 * own time is over. Follows no redirect. Throws Node's own errors, ETIMEDOUT where no connection came about in time,
 * TimeoutError where the answer did not come in time, and AnswerTooLong; the connection is then closed.
 */
export type Transport = (outgoing: Outgoing, deadline?: number) => Promise<Answer>;

/**
 * One HTTP machinery for all clusters of a process: Node's agent keeps connections by host and CA, and closes those
 * that were idle for `idleMs`, so nothing has to be remembered, and nothing leaks, for 10,000 clusters.
 */
export function createTransport({ env, timeoutMs = 10_000, idleMs = 5_000 }: TransportOptions): Transport {
  // Said here, or NODE_TLS_REJECT_UNAUTHORIZED=0 would send the token to whoever answers.
  const tls = { rejectUnauthorized: true };
  const agent = new Agent({ ...tls, keepAlive: true, timeout: idleMs, proxyEnv: proxyEnv(env) });
  return async (outgoing, before = Infinity) => {
    const deadline = Math.min(performance.now() + timeoutMs, before);
    try {
      return await send(agent, outgoing, deadline);
    } catch (error) {
      if (!(error instanceof StaleConnection) || outgoing.method !== 'GET') throw unwrap(error);
      return send(agent, outgoing, deadline).catch((again: unknown) => {
        throw unwrap(again);
      });
    }
  };
}

/** The answer has more bytes than any good one. */
export class AnswerTooLong extends Error {}

/** The server went over to another protocol, or hung up, without an answer. */
class NoAnswer extends Error {
  readonly code = 'ECONNRESET';
}

/** Not even TLS stood when the time was over: as Node's own error where the system gives up connecting. */
class NoConnection extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * Whether the server, and not just a proxy on the way to it, has answered a handshake. By `authorized`, since a session
 * that is resumed has no certificate to show.
 */
function isConnected({ socket }: ClientRequest): boolean {
  return socket instanceof TLSSocket && socket.authorized;
}

/** The server closed a kept connection in the instant in which it was used again. */
class StaleConnection extends Error {}

function unwrap(error: unknown): unknown {
  return error instanceof StaleConnection ? error.cause : error;
}

function send(agent: Agent, outgoing: Outgoing, deadline: number): Promise<Answer> {
  const { url, method, headers, ca, body } = outgoing;
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    // Rejected first: what a request that is ended breaks off with is the consequence, not the reason.
    const fail = (error: Error) => {
      end(() => reject(error));
      sent.destroy();
    };
    const sent = request(url, { agent, method, headers, ca, rejectUnauthorized: true }, (incoming) => {
      collect(incoming, fail, (answer) => end(() => resolve(answer)));
    });
    // One timer a call: an AbortSignal costs listeners on the request and on its socket.
    const timer = setTimeout(() => {
      fail(isConnected(sent) ? new DOMException('no answer in time', 'TimeoutError') : new NoConnection());
    }, deadline - performance.now());
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && error.code === 'ECONNRESET';
      fail(stale ? new StaleConnection('', { cause: error }) : error);
    });
    // The last word of a request, whatever became of it.
    sent.on('close', () => fail(new NoAnswer()));
    sent.end(body);
  });
}

function collect(
  incoming: IncomingMessage,
  fail: (error: Error) => void,
  done: (answer: Answer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > LONGEST) fail(new AnswerTooLong());
    else chunks.push(chunk);
  });
  incoming.on('error', fail);
  incoming.on('end', () => {
    const { statusCode = 0, headers } = incoming;
    done({ status: statusCode, body: Buffer.concat(chunks), date: headers.date });
  });
}
