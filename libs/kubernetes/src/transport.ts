import type { ClientRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { TLSSocket } from 'node:tls';
import { proxyEnv, type Environment } from '@roster/eks/network';

export interface TransportOptions {
  /** `process.env`: HTTPS_PROXY and NO_PROXY. */
  readonly env: Environment;
  /** Until a call has its whole answer, in ms. Default 10 s. */
  readonly timeoutMs?: number;
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
  readonly body: string;
}

/**
 * Sends one request. Follows no redirect. Throws Node's own errors, ETIMEDOUT where no connection came about in time,
 * and TimeoutError where the answer did not come in time.
 */
export type Transport = (outgoing: Outgoing) => Promise<Answer>;

/**
 * One HTTP machinery for all clusters of a process: Node's agent keeps connections by host and CA, and closes those
 * that were idle for `idleMs`, so nothing has to be remembered, and nothing leaks, for 10,000 clusters.
 */
export function createTransport({ env, timeoutMs = 10_000, idleMs = 5_000 }: TransportOptions): Transport {
  const agent = new Agent({ keepAlive: true, timeout: idleMs, proxyEnv: proxyEnv(env) });
  return async (outgoing) => {
    const deadline = Date.now() + timeoutMs;
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
    const sent = request(url, { agent, method, headers, ca }, (incoming) => {
      let answer = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (answer += chunk));
      incoming.on('error', fail);
      incoming.on('end', () => {
        clearTimeout(timer);
        resolve({ status: incoming.statusCode ?? 0, body: answer });
      });
    });
    // One timer a call: an AbortSignal costs listeners on the request and on its socket.
    let late: Error | undefined;
    const timer = setTimeout(() => {
      late = isConnected(sent) ? new DOMException('no answer in time', 'TimeoutError') : new NoConnection();
      sent.destroy(late);
    }, deadline - Date.now());
    // What a request that was ended too late breaks off with is the consequence, not the reason.
    function fail(error: Error): void {
      clearTimeout(timer);
      reject(late ?? error);
    }
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && error.code === 'ECONNRESET';
      fail(stale ? new StaleConnection('', { cause: error }) : error);
    });
    sent.end(body);
  });
}
