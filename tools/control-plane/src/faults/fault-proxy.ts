import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { FaultState } from '@roster/sandbox';
import type { Certificate } from '@roster/sandbox/certificates';
import { LOOPBACK } from '../process/free-port.ts';

interface Order {
  /** The API server's own endpoint, and the PEM of its CA. */
  readonly endpoint: string;
  readonly ca: string;
  readonly certificate: Certificate;
  readonly faults: FaultState;
  /** Writes aws-auth as somebody else. */
  readonly writeAsOther: () => Promise<void>;
}

export interface FaultProxy {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** A way to a real API server on which things go wrong. What is not due to fail is passed on as it stands. */
export async function startFaultProxy(order: Order): Promise<FaultProxy> {
  const agent = new Agent({ ca: order.ca, keepAlive: true });
  const stopped = new AbortController();
  const server = createServer(order.certificate, (incoming, response) => {
    serve({ ...order, agent, stopped: stopped.signal }, incoming, response).catch(() => response.destroy());
  });
  server.listen(0, LOOPBACK);
  await once(server, 'listening');
  const stop = async () => {
    const closed = once(server.close(), 'close');
    stopped.abort();
    server.closeAllConnections();
    agent.destroy();
    await closed;
  };
  return { endpoint: `https://${LOOPBACK}:${(server.address() as AddressInfo).port}`, stop };
}

interface Service extends Order {
  readonly agent: Agent;
  readonly stopped: AbortSignal;
}

async function serve(service: Service, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { faults, stopped, writeAsOther } = service;
  if (faults.take('resetConnections')) {
    incoming.socket.destroy();
    return;
  }
  const { slowMs } = faults.now;
  if (slowMs !== undefined) await setTimeout(slowMs, undefined, { signal: stopped });
  if (faults.take('throttled')) {
    refuse(response, { code: 429, reason: 'TooManyRequests' });
  } else if (faults.take('serverErrors')) {
    refuse(response, { code: 503, reason: 'ServiceUnavailable' });
  } else {
    if (writesConfigMap(incoming) && faults.take('conflicts')) await writeAsOther();
    passOn(service, incoming, response);
  }
}

function writesConfigMap({ method = '', url = '' }: IncomingMessage): boolean {
  return /^(POST|PUT|PATCH)$/.test(method) && /^\/api\/v1\/namespaces\/[^/]+\/configmaps\b/.test(url);
}

function passOn({ endpoint, agent }: Service, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = incoming;
  const sent = request(new URL(incoming.url ?? '/', endpoint), { method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  sent.on('error', () => response.destroy());
  response.on('close', () => sent.destroy());
  incoming.pipe(sent);
}

interface Refusal {
  readonly code: number;
  readonly reason: string;
}

/** As the API server refuses, and with its header for those who come back (apimachinery, pkg/api/errors). */
function refuse(response: ServerResponse, { code, reason }: Refusal): void {
  const about = { metadata: {}, status: 'Failure', message: 'made to fail', reason, code };
  const headers = { 'content-type': 'application/json', ...(code === 429 ? { 'retry-after': '1' } : {}) };
  response.writeHead(code, headers).end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', ...about }));
}
