import { errorWord, networkFault } from '@roster/eks/network';
import { Fault, isFault, type ConnectionFacts, type FaultName } from '@roster/workflow';
import type { Answer } from './transport.ts';

/**
 * The fault of an answer that is no success. Told are the status and the one-word `reason` of Kubernetes' Status:
 * never the message, the body or the headers (the client's own ApiException holds them all).
 */
export function answerFault({ status, body }: Answer, what: string, known?: FaultName): Fault {
  const reason = reasonOf(body);
  const code = known ?? faultOfStatus(status);
  return new Fault(code, `${what}: ${meaning(code, status)} (HTTP ${status}${reason && `, ${reason}`})`);
}

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
  const noWay = endpointAccess === 'private' && NO_WAY.has(errorWord(error));
  const code = noWay ? 'PrivateEndpointFault' : (networkFault(error) ?? 'BadInputFault');
  return new Fault(code, `${what}: ${meaning(code, 0)} (${errorWord(error)})`);
}

function faultOfStatus(status: number): FaultName {
  if (status === 401 || status === 403) return 'DeniedFault';
  if (status === 409) return 'ConflictFault';
  if (status === 429) return 'ThrottledFault';
  if (status === 404) return 'NotFoundFault';
  // 410: the next page of a list is asked for too late. A redirect is never followed with a token.
  return status >= 500 || status < 400 || status === 410 ? 'ServerFault' : 'BadInputFault';
}

function meaning(code: FaultName, status: number): string {
  if (status === 401) return 'the cluster did not accept the token';
  if (status >= 300 && status < 400)
    return 'a redirect, which is not followed: look at the endpoint and the proxy';
  return MEANING[code] ?? 'failed';
}

const MEANING: Partial<Record<FaultName, string>> = {
  DeniedFault: 'not allowed there; look at the groups of our row and their bindings',
  ConflictFault: 'somebody else was faster',
  ThrottledFault: 'the API server asks us to slow down',
  NotFoundFault: 'the API server does not know that; is it older than Kubernetes 1.28?',
  ServerFault: 'the API server had an error of its own',
  BadInputFault: 'the API server refused the request',
  PrivateEndpointFault:
    'the endpoint is private, and no way leads there from here; run from inside of its network',
  TimeoutFault: 'no answer in time; is the endpoint open to this network?',
  ConnectionFault: 'no connection; look at the endpoint, DNS and proxy settings',
  CertificateFault: 'the API server’s certificate is not from the CA that EKS names, or has expired',
};

/** The word by which Kubernetes says why, such as `Forbidden`; empty for a body that is no Status. */
function reasonOf(body: string): string {
  try {
    const status: unknown = JSON.parse(body);
    if (typeof status !== 'object' || status === null || !('reason' in status)) return '';
    return typeof status.reason === 'string' && /^[A-Za-z]{1,40}$/.test(status.reason) ? status.reason : '';
  } catch {
    return '';
  }
}
