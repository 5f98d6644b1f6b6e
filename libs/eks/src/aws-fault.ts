import { Fault, isFault, type FaultName } from '@roster/workflow/faults';
import { TOO_LONG } from './network/bounded-body.ts';
import { errorWord, networkFault } from './network/index.ts';

// Names as AWS's services give them; the same thing is called differently by STS, EKS and their front ends.
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown/;
const DENIED = /AccessDenied|OptInRequired|NotAuthorized|RegionDisabled/;
const GONE = /^(ResourceNotFoundException|NotFoundException)$/;

/** What AWS calls credentials that it does not take, and what that means (Common Error Types of its API references). */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [
    /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId/,
    'AWS does not know these keys: were they deleted or made inactive, are they of another partition, or is the Region not enabled for their account?',
  ],
  [
    /ExpiredToken|ExpiredIdentityToken/,
    'the session of these credentials has ended: log in again, or get new ones',
  ],
  [
    /SignatureDoesNotMatch|InvalidSignature|IncompleteSignature/,
    'AWS does not take the signature: the secret key is not that of this access key, or the clock of this machine is wrong',
  ],
  [/MissingAuthenticationToken/, 'AWS got no signature: there are no credentials'],
  [/InvalidIdentityToken|IDPRejectedClaim/, 'AWS does not take the web identity token: get a new one'],
  // Somebody else's provider: ours says what it did not find.
  [/^(CredentialsProviderError|TokenProviderError)$/, 'there are no credentials: log in, or set AWS_PROFILE'],
];

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
  const meaning = credentialsMeaning(error) ?? MEANING[code] ?? 'failed';
  return new Fault(code, `${what}: ${meaning} (${told})`);
}

const credentialsMeaning = (error: unknown): string | undefined =>
  CREDENTIALS.find(([name]) => name.test(nameOf(error)))?.[1];

const MEANING: Partial<Record<FaultName, string>> = {
  ThrottledFault: 'AWS asks us to slow down',
  DeniedFault: 'not allowed; look at the role and its trust policy',
  NotFoundFault: 'there is no such thing',
  TimeoutFault: 'no answer in time',
  ConnectionFault: 'no connection; look at the endpoint, DNS and proxy settings',
  CertificateFault: 'the endpoint’s certificate is not trusted; look at AWS_CA_BUNDLE',
  ServerFault: 'AWS had an error of its own',
  BadAnswerFault: 'the answer cannot be used; is it AWS that answers there?',
  BadInputFault: 'AWS refused the request',
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

function faultName(error: unknown, status: number | undefined): FaultName {
  const name = nameOf(error);
  if (THROTTLED.test(name) || status === 429) return 'ThrottledFault';
  if (credentialsMeaning(error) !== undefined) return 'CredentialsFault';
  if (DENIED.test(name)) return 'DeniedFault';
  if (GONE.test(name)) return 'NotFoundFault';
  if (errorWord(error) === TOO_LONG) return 'BadAnswerFault';
  if (status === undefined || status < 300) {
    return networkFault(error) ?? (isAnswered(error) ? 'BadAnswerFault' : 'BadInputFault');
  }
  if (status >= 500 || status < 400) return 'ServerFault';
  if (status === 401 || status === 403) return 'DeniedFault';
  return UNREAD.test(name) ? 'BadAnswerFault' : 'BadInputFault';
}

/** What the SDK calls an answer that is none of AWS's: by its status, or by what kept it from being read. */
const UNREAD = /^(\d{3}|UnknownError|Error|SyntaxError|TypeError)$/;

/** The SDK keeps the answer with the error that it met in reading it. */
const isAnswered = (error: unknown): boolean => error instanceof Error && '$response' in error;

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
