import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
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

/** Sends one request. Follows no redirect. Throws Node's own errors, and TimeoutError. */
export type Transport = (outgoing: Outgoing) => Promise<Answer>;

/**
 * One HTTP machinery for all clusters of a process: Node's agent keeps connections by host and CA, and closes those
 * that were idle for `idleMs`, so nothing has to be remembered, and nothing leaks, for 10,000 clusters.
 */
export function createTransport({ env, timeoutMs = 10_000, idleMs = 5_000 }: TransportOptions): Transport {
  const agent = new Agent({ keepAlive: true, timeout: idleMs, proxyEnv: proxyEnv(env) });
  return async (outgoing) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await send(agent, outgoing, signal);
    } catch (error) {
      if (!(error instanceof StaleConnection) || outgoing.method !== 'GET') throw unwrap(error);
      return send(agent, outgoing, signal).catch((again: unknown) => {
        throw unwrap(again);
      });
    }
  };
}

/** The server closed a kept connection in the instant in which it was used again. */
class StaleConnection extends Error {}

function unwrap(error: unknown): unknown {
  return error instanceof StaleConnection ? error.cause : error;
}

function send(
  agent: Agent,
  { url, method, headers, body, ca }: Outgoing,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers, ca, signal }, (incoming) => {
      text(incoming).then((answer) => resolve({ status: incoming.statusCode ?? 0, body: answer }), reject);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET';
      const reason = signal.aborted ? new DOMException('no answer in time', 'TimeoutError') : error;
      reject(stale ? new StaleConnection('', { cause: reason }) : reason);
    });
    outgoing.end(body);
  });
}
