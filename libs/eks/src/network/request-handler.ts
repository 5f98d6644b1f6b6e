import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
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
 * timeout, and proxies (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) and AWS_CA_BUNDLE are honoured.
 */
export function awsRequestHandler(env: Environment, timeouts: Timeouts = TIMEOUTS): NodeHttpHandler {
  const ca = trustedCertificates(env);
  const shared = { keepAlive: true, maxSockets: SOCKETS, proxyEnv: proxyEnv(env) };
  return new NodeHttpHandler({
    connectionTimeout: timeouts.connect,
    requestTimeout: timeouts.request,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(shared),
    httpsAgent: new HttpsAgent({ ...shared, ...(ca === undefined ? {} : { ca }) }),
  });
}
