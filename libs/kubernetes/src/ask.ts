import { createConfiguration, type Configuration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
import type { Connection } from '@roster/reconcile';
import { Fault, type FaultName } from '@roster/workflow';
import { answerFault, callFault } from './kubernetes-fault.ts';
import type { Outgoing, Transport } from './transport.ts';

/** One call: its name for messages, how client-node builds the request, and what a status means there. */
export interface Question {
  /** Verb and resource, such as `get configmaps`. */
  readonly call: string;
  readonly build: (configuration: Configuration) => Promise<RequestContext>;
  /** Statuses that mean something else than usual: `absent` answers undefined. */
  readonly on?: Readonly<Record<number, FaultName | 'absent'>>;
}

/**
 * Asks the cluster and gives the object of the answer, as JSON has it (dates are texts). Undefined where the status
 * means `absent`. Throws the faults of the port ClusterApi.
 */
export type Ask = (connection: Connection, question: Question) => Promise<unknown>;

export function createAsk(transport: Transport): Ask {
  return async (connection, { call, build, on = {} }) => {
    const what = `${connection.cluster}: ${call}`;
    try {
      const context = await build(configurationOf(connection));
      const answer = await transport(outgoing(connection, context));
      const known = on[answer.status];
      if (known === 'absent') return undefined;
      if (answer.status < 200 || answer.status > 299) throw answerFault(answer, what, known);
      return parse(answer.body, what);
    } catch (error) {
      throw callFault(error, { what, endpointAccess: connection.facts.endpointAccess });
    }
  };
}

/** Cheap to make: it holds nothing but the base of the URLs. The token is not in it. */
function configurationOf({ cluster, facts }: Connection): Configuration {
  if (!facts.endpoint.startsWith('https://')) {
    throw new Fault('BadInputFault', `${cluster}: the endpoint is not https, so no token is sent there`);
  }
  return createConfiguration({ baseServer: new ServerConfiguration(facts.endpoint.replace(/\/+$/, ''), {}) });
}

function outgoing({ facts, token, run }: Connection, context: RequestContext): Outgoing {
  const body = context.getBody();
  const headers = {
    ...context.getHeaders(),
    authorization: `Bearer ${token.reveal()}`,
    'user-agent': run === undefined ? 'roster' : `roster/${run.replaceAll(/[^\w.:-]/g, '-')}`,
  };
  return {
    method: context.getHttpMethod(),
    url: context.getUrl(),
    headers,
    ca: Buffer.from(facts.certificateAuthority, 'base64').toString(),
    ...(typeof body === 'string' ? { body } : {}),
  };
}

function parse(body: string, what: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Fault('ServerFault', `${what}: the answer is no JSON; is there a proxy in between?`);
  }
}
