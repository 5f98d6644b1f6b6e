import { errorWord, networkFault } from '@roster/eks/network';
import type { Connection } from '@roster/reconcile';
import { Fault, isFault, RefusedFault, type ConnectionFacts, type FaultName } from '@roster/workflow';
import { statusOf } from './status.ts';
import { AnswerTooLong, type Answer } from './transport.ts';

interface Answered {
  /** The cluster and the call. */
  readonly what: string;
  /** By which it was asked. No message may hold its token. */
  readonly connection: Connection;
  /** What this status means for this call, where that is not what it usually means. */
  readonly known?: FaultName | undefined;
}

/**
 * The fault of an answer that is no success. Told are the status and the one-word `reason` of Kubernetes' Status:
 * never the body or the headers (the client's own ApiException holds them all), and the message of a refusal alone.
 */
export function answerFault(answer: Answer, answered: Answered): Fault {
  const { status, body } = answer;
  if (status === 401 || status === 403) return refused(status, answer, answered);
  const { what, connection, known } = answered;
  const { reason } = statusOf(body, connection.token);
  const code = known ?? faultOfStatus(status);
  return new Fault(code, `${what}: ${meaning(code, status)} (HTTP ${status}${reason && `, ${reason}`})`);
}

/** Who was refused, what, when by the cluster's clock, and of a 403 what the API server says about it. */
function refused(
  status: 401 | 403,
  { body, date = '' }: Answer,
  { what, connection }: Answered,
): RefusedFault {
  const { token, as = 'the caller’s own credentials' } = connection;
  const { reason, message } = statusOf(body, token);
  const shown = new Date(date);
  const at = Number.isNaN(shown.getTime()) ? undefined : shown;
  const facts = [
    `HTTP ${status}${reason && `, ${reason}`}`,
    ...(at === undefined ? [] : [`at ${second(at)} by the cluster’s clock`]),
    ...(status === 401 ? [`token signed at ${second(token.signedAt)}`] : []),
  ].join(', ');
  const told =
    status === 401
      ? `did not accept the token of ${as} (${facts})`
      : `lets ${as} in, and does not allow that (${facts})${message && `: ${message}`}`;
  return new RefusedFault(`${what}: the cluster ${told}`, { status, at });
}

const second = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, 'Z');

/** What a way that does not exist looks like: packets are dropped, or the name leads to no address from here. */
const NO_WAY = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

interface Called {
  readonly what: string;
  readonly endpointAccess: ConnectionFacts['endpointAccess'];
}

/**
 * The fault of a call that had no answer; one that is a fault already stays as it is. A private endpoint to which no
 * connection comes about is not taken for a dead cluster: one that refuses or breaks off a connection is reached.
 */
export function callFault(error: unknown, { what, endpointAccess }: Called): Fault {
  if (isFault(error)) return error;
  if (error instanceof AnswerTooLong) {
    return new Fault('BadAnswerFault', `${what}: the answer cannot be used: it has more than 16 MiB`);
  }
  const word = errorWord(error);
  const noWay = endpointAccess === 'private' && NO_WAY.has(word);
  // HPE_: Node's parser of HTTP cannot read it.
  const read = word.startsWith('HPE_') ? 'BadAnswerFault' : networkFault(error);
  const code = noWay ? 'PrivateEndpointFault' : (read ?? 'BadInputFault');
  return new Fault(code, `${what}: ${meaning(code, 0)} (${word})`);
}

function faultOfStatus(status: number): FaultName {
  if (status === 429) return 'ThrottledFault';
  // 410: the next page of a list is asked for too late. A redirect is never followed with a token.
  if (status === 410 || (status >= 300 && status < 400) || (status >= 500 && status < 600))
    return 'ServerFault';
  return 'BadAnswerFault';
}

function meaning(code: FaultName, status: number): string {
  if (status === 404) return 'the API server does not know that; is it older than Kubernetes 1.28?';
  if (status >= 300 && status < 400)
    return 'a redirect, which is not followed: look at the endpoint and the proxy';
  return MEANING[code] ?? 'failed';
}

const MEANING: Partial<Record<FaultName, string>> = {
  ConflictFault: 'somebody else was faster',
  ThrottledFault: 'the API server asks us to slow down',
  ServerFault: 'the API server had an error of its own',
  BadAnswerFault: 'the answer cannot be used: is there something else in front of the API server?',
  BadInputFault: 'the API server refused the request',
  PrivateEndpointFault:
    'the endpoint is private, and no way leads there from here; run from inside of its network',
  TimeoutFault: 'no answer in time; is the endpoint open to this network?',
  ConnectionFault: 'no connection; look at the endpoint, DNS and proxy settings',
  CertificateFault: 'the API server’s certificate is not from the CA that EKS names, or has expired',
};
