import { createConfiguration, type Configuration } from '@kubernetes/client-node/dist/gen/configuration.js';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import { ServerConfiguration } from '@kubernetes/client-node/dist/gen/servers.js';
import type { Connection } from '@roster/reconcile';
import { Fault, type FaultName } from '@roster/workflow';
import * as z from 'zod/mini';
import { certificateAuthorityOf } from './certificate-authority.ts';
import { answerFault, callFault } from './kubernetes-fault.ts';
import { readJson } from './read-json.ts';
import { holdsToken } from './token-echo.ts';
import type { Answer, Outgoing, Transport } from './transport.ts';

/** One call: its name for messages, how client-node builds the request, and what its answer has to be. */
export interface Question<T, A = never> {
  /** Verb and resource, such as `get configmaps`. */
  readonly call: string;
  readonly build: (configuration: Configuration) => Promise<RequestContext>;
  /** What of the answer is read: nothing else of it goes further, and no text longer than this allows. */
  readonly schema: z.core.$ZodType<T>;
  /** The status that says that there is no such object, and what to give then. */
  readonly absent?: { readonly status: number; readonly as: A };
  /** Statuses that mean something else than usual. */
  readonly on?: Readonly<Record<number, FaultName>>;
  /** What else an answer that is no success may be; undefined where it is what it usually is. */
  readonly refused?: (answer: Answer) => Promise<Fault | undefined>;
  /** When the answer must be there, by `performance.now()`; absent: after the time of one call. */
  readonly deadline?: number;
}

/**
 * Asks the cluster and gives what the schema reads of the answer. Throws the faults of the port ClusterApi:
 * BadAnswerFault for an answer that the schema does not know, or that holds our token.
 */
export interface Ask {
  <T, A = never>(connection: Connection, question: Question<T, A>): Promise<T | A>;
  /** For how long, in ms, the pages of one list may be asked for. */
  readonly listMs: number;
}

/** A list of 10,000 nodes takes 2 s; Verify has 8 s in all. */
const LIST_MS = 6_000;

export function createAsk(
  transport: Transport,
  { listMs = LIST_MS }: { readonly listMs?: number } = {},
): Ask {
  const ask = async <T, A = never>(
    connection: Connection,
    { call, build, schema, absent, on = {}, refused, deadline }: Question<T, A>,
  ): Promise<T | A> => {
    const what = `${connection.cluster}: ${call}`;
    try {
      const context = await build(configurationOf(connection));
      const answer = await transport(outgoing(connection, context), deadline);
      if (answer.status === absent?.status) return absent.as;
      if (answer.status < 200 || answer.status > 299) {
        const fault = await refused?.(answer);
        throw fault ?? answerFault(answer, { what, connection, known: on[answer.status] });
      }
      const read = z.safeParse(schema, readJson(answer.body));
      if (!read.success) throw badAnswer(what, 'it is not what the API server answers to that, or too much');
      if (holdsToken(read.data, connection.token)) throw badAnswer(what, 'it holds a token');
      return read.data;
    } catch (error) {
      throw callFault(error, { what, endpointAccess: connection.facts.endpointAccess });
    }
  };
  return Object.assign(ask, { listMs });
}

export function badAnswer(what: string, why: string): Fault {
  return new Fault('BadAnswerFault', `${what}: the answer cannot be used: ${why}`);
}

/** Cheap to make: it holds nothing but the base of the URLs. The token is not in it. */
function configurationOf({ cluster, facts }: Connection): Configuration {
  if (!facts.endpoint.startsWith('https://')) {
    throw badAnswer(`${cluster}: DescribeCluster`, 'the endpoint is not https, so no token is sent there');
  }
  return createConfiguration({ baseServer: new ServerConfiguration(facts.endpoint.replace(/\/+$/, ''), {}) });
}

function outgoing({ cluster, facts, token, run }: Connection, context: RequestContext): Outgoing {
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
    ca: certificateAuthorityOf(facts, cluster),
    ...(typeof body === 'string' ? { body } : {}),
  };
}
