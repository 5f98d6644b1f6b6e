import { Fault, isFault, type FaultName } from '@roster/workflow';

/** What was being done, for messages. */
export interface Doing {
  readonly table: string;
  readonly doing: string;
}

const BY_NAME: Readonly<Record<string, FaultName>> = {
  ThrottlingException: 'ThrottledFault',
  ProvisionedThroughputExceededException: 'ThrottledFault',
  RequestLimitExceeded: 'ThrottledFault',
  LimitExceededException: 'ThrottledFault',
  AccessDeniedException: 'DeniedFault',
  UnrecognizedClientException: 'CredentialsFault',
  ExpiredTokenException: 'CredentialsFault',
  InvalidSignatureException: 'CredentialsFault',
  IncompleteSignatureException: 'CredentialsFault',
  MissingAuthenticationTokenException: 'CredentialsFault',
  CredentialsProviderError: 'CredentialsFault',
  TimeoutError: 'TimeoutFault',
  AbortError: 'TimeoutFault',
  InternalServerError: 'ServerFault',
  ValidationException: 'BadInputFault',
  ResourceNotFoundException: 'NotFoundFault',
};

const BY_CODE: Readonly<Record<string, FaultName>> = {
  ETIMEDOUT: 'TimeoutFault',
  ECONNREFUSED: 'ConnectionFault',
  ECONNRESET: 'ConnectionFault',
  ENOTFOUND: 'ConnectionFault',
  EAI_AGAIN: 'ConnectionFault',
  EPIPE: 'ConnectionFault',
  EHOSTUNREACH: 'ConnectionFault',
  ENETUNREACH: 'ConnectionFault',
  CERT_HAS_EXPIRED: 'CertificateFault',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CertificateFault',
  SELF_SIGNED_CERT_IN_CHAIN: 'CertificateFault',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CertificateFault',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CertificateFault',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CertificateFault',
};

/** AWS says which kind of policy denies (IAM User Guide, "Troubleshoot access denied error messages"). */
const BY_POLICY = /explicit deny in a resource-based policy/;
const WRITERS =
  'The policy of the table names who may write it: catalogWriters, or journalWriters, of the stage that owns it (infra/src/stages.ts)';

/**
 * One of our faults for an error of the AWS SDK; what is none of its errors is returned as it is. The message holds
 * the vendor's error name, status and request id, never its text (a signature's mismatch quotes the session token),
 * and there is no `cause` for the same reason; only AccessDenied's text is kept, for it says which action on what.
 */
export function toFault(error: unknown, { table, doing }: Doing): unknown {
  if (!(error instanceof Error) || isFault(error)) return error;
  const code = faultOf(error);
  if (code === undefined) return error;
  // `size:` comes first: by it the use cases tell what no further try can store.
  if (isTooLarge(error)) return new Fault(code, `size: table ${table}, ${doing}: over the 400 KB of an item`);
  return new Fault(code, `table ${table}, ${doing}: ${explain(error, code)}`);
}

function faultOf(error: Error): FaultName | undefined {
  const status = statusOf(error);
  const named = BY_NAME[error.name] ?? BY_CODE[textIn(error, 'code')];
  return named ?? (status !== undefined && status >= 500 ? 'ServerFault' : undefined);
}

const isTooLarge = (error: Error): boolean =>
  error.name === 'ValidationException' && /item size/i.test(error.message);

function explain(error: Error, code: FaultName): string {
  const vendor = [error.name, textIn(error, 'code'), statusOf(error), requestIdOf(error)]
    .filter(Boolean)
    .join(', ');
  if (code === 'NotFoundFault') {
    return 'there is no such table; check Region and prefix of the store, or create both tables (infra/, state stack)';
  }
  if (error.name === 'AccessDeniedException') {
    const advice = BY_POLICY.test(error.message) ? `. ${WRITERS}` : '';
    return `${error.message} (${vendor})${advice}`;
  }
  if (code === 'CredentialsFault')
    return `AWS takes these credentials no more, or there are none: log in, or get new ones (${vendor})`;
  return vendor;
}

function textIn(error: Error, key: string): string {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : '';
}

interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
}
const metadataOf = (error: Error) => Reflect.get(error, '$metadata') as Metadata | undefined;
const statusOf = (error: Error): number | undefined => metadataOf(error)?.httpStatusCode;
const requestIdOf = (error: Error): string | undefined => metadataOf(error)?.requestId;
