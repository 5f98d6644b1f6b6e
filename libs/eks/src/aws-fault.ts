import { Fault, isFault, type FaultName } from '@roster/workflow/faults';
import { errorWord, networkFault } from './network/index.ts';

// Names as AWS's services give them; the same thing is called differently by STS, EKS and their front ends.
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown/;
const DENIED =
  /AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|OptInRequired|NotAuthorized|RegionDisabled/;
// The SDK found none, or a login of SSO has ended.
const NOBODY = /^(CredentialsProviderError|TokenProviderError)$/;
const GONE = /^(ResourceNotFoundException|NotFoundException)$/;

/**
 * Turns an error of the AWS SDK into a fault; one that is a fault already stays as it is. `what` names the cluster or
 * the Region, and the call. Told are the error's name, the HTTP status and the request id: never its message, which
 * may quote what was signed, and never the error itself, which holds the response.
 */
export function awsFault(error: unknown, what: string): Fault {
  if (isFault(error)) return error;
  const status = statusOf(error);
  const code = faultName(error, status);
  const told = [errorWord(error), status && `HTTP ${status}`, requestIdOf(error)].filter(Boolean).join(', ');
  const meaning = NOBODY.test(nameOf(error)) ? NO_CREDENTIALS : (MEANING[code] ?? 'failed');
  return new Fault(code, `${what}: ${meaning} (${told})`);
}

const NO_CREDENTIALS = 'there are none, or they have expired; log in (aws sso login), or set AWS_PROFILE';

const MEANING: Partial<Record<FaultName, string>> = {
  ThrottledFault: 'AWS asks us to slow down',
  DeniedFault: 'not allowed; look at the role, its trust policy and whether the credentials are still valid',
  NotFoundFault: 'there is no such thing',
  TimeoutFault: 'no answer in time',
  ConnectionFault: 'no connection; look at the endpoint, DNS and proxy settings',
  CertificateFault: 'the endpoint’s certificate is not trusted; look at AWS_CA_BUNDLE',
  ServerFault: 'AWS had an error of its own',
  BadInputFault: 'AWS refused the request',
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

function faultName(error: unknown, status: number | undefined): FaultName {
  const name = nameOf(error);
  if (THROTTLED.test(name) || status === 429) return 'ThrottledFault';
  if (DENIED.test(name) || NOBODY.test(name)) return 'DeniedFault';
  if (GONE.test(name)) return 'NotFoundFault';
  if (status === undefined || status < 300) return networkFault(error) ?? 'BadInputFault';
  if (status >= 500 || status < 400) return 'ServerFault';
  return status === 401 || status === 403 ? 'DeniedFault' : 'BadInputFault';
}

interface Metadata {
  readonly httpStatusCode?: unknown;
  readonly requestId?: unknown;
}

function metadataOf(error: unknown): Metadata {
  if (!(error instanceof Error) || !('$metadata' in error)) return {};
  const { $metadata } = error;
  return typeof $metadata === 'object' && $metadata !== null ? $metadata : {};
}

function statusOf(error: unknown): number | undefined {
  const { httpStatusCode } = metadataOf(error);
  return typeof httpStatusCode === 'number' ? httpStatusCode : undefined;
}

function requestIdOf(error: unknown): string {
  const { requestId } = metadataOf(error);
  return typeof requestId === 'string' && /^[\w-]{1,80}$/.test(requestId) ? `request ${requestId}` : '';
}
