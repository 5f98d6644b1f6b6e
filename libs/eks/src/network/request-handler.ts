import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Readable } from 'node:stream';
import type { AwsClock } from './aws-clock.ts';
import { boundedBody } from './bounded-body.ts';
import { trustedCertificates } from './certificates.ts';
import { proxyEnv, type Environment } from './proxy.ts';

/** Milliseconds: until a connection stands, and until one try has its answer. */
export interface Timeouts {
  readonly connect: number;
  readonly request: number;
}

const TIMEOUTS: Timeouts = { connect: 2_000, request: 5_000 };

// Enough for the 500 clusters that a run visits side by side to find a socket without long queues.
const SOCKETS = 100;

/**
 * The HTTP machinery of AWS SDK clients, to be shared by all clients of a process: sockets are kept, every try has a
 * timeout and its answer a longest length, and proxies (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) and AWS_CA_BUNDLE are honoured.
 * A clock hears of the `Date` of every answer.
 */
export function awsRequestHandler(
  env: Environment,
  timeouts: Timeouts = TIMEOUTS,
  clock?: AwsClock,
): NodeHttpHandler {
  const ca = trustedCertificates(env);
  // Said here, or NODE_TLS_REJECT_UNAUTHORIZED=0 would send our keys' signatures to whoever answers.
  const tls = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  const shared = { keepAlive: true, maxSockets: SOCKETS, proxyEnv: proxyEnv(env) };
  const handler = new NodeHttpHandler({
    connectionTimeout: timeouts.connect,
    requestTimeout: timeouts.request,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(shared),
    httpsAgent: new HttpsAgent({ ...shared, ...tls }),
  });
  const handle = handler.handle.bind(handler);
  handler.handle = async (...call) => {
    const heard = clock?.asked();
    const answered = await handle(...call);
    const { response } = answered;
    heard?.(response.headers);
    const body: unknown = response.body;
    if (body instanceof Readable) response.body = boundedBody(body, timeouts.request);
    return answered;
  };
  return handler;
}
