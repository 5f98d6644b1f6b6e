import { AwsError } from '../aws-error.ts';
import type { Answer } from '../http/message.ts';
import { SignatureError, type SignatureErrorCode } from '../signature/signature-error.ts';

// How the services of AWS's JSON protocols call what STS calls otherwise.
const NAMES: Readonly<Record<SignatureErrorCode, string>> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
};

/** The answer to a request that failed in a foreseen way; anything else is thrown on. */
export function jsonErrorAnswer(error: unknown): Answer {
  if (error instanceof SignatureError) return shaped(403, NAMES[error.code], error.message);
  if (error instanceof AwsError) return shaped(error.status, error.code, error.message);
  throw error;
}

function shaped(status: number, code: string, message: string): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}
