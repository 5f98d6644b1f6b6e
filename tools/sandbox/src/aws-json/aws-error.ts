import type { Answer } from '../http/message.ts';
import { SignatureError, type SignatureErrorCode } from '../signature/signature-error.ts';

/** An error of a service that answers in JSON, in AWS's words. */
export class AwsError extends Error {
  override name = 'AwsError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

// How the services of AWS's JSON protocols call what STS calls otherwise.
const NAMES: Readonly<Record<SignatureErrorCode, string>> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
};

/** The answer to a request that failed in a foreseen way; anything else is thrown on. */
export function awsErrorAnswer(error: unknown): Answer {
  if (error instanceof SignatureError) return shaped(403, NAMES[error.code], error.message);
  if (error instanceof AwsError) return shaped(error.status, error.code, error.message);
  throw error;
}

function shaped(status: number, code: string, message: string): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}
