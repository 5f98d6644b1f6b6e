import type { Answer } from '../http/message.ts';
import { SignatureError, type SignatureErrorCode } from '../signature/signature-error.ts';

/** An error of EKS, in AWS's words. */
export class EksError extends Error {
  override name = 'EksError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const invalidParameter = (message: string) => new EksError(400, 'InvalidParameterException', message);

// How the services of the restJson1 protocol call what STS calls otherwise.
const NAMES: Readonly<Record<SignatureErrorCode, string>> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
};

/** The answer to a request that failed in a foreseen way; anything else is thrown on. */
export function eksErrorAnswer(error: unknown): Answer {
  if (error instanceof SignatureError) return shaped(403, NAMES[error.code], error.message);
  if (error instanceof EksError) return shaped(error.status, error.code, error.message);
  throw error;
}

function shaped(status: number, code: string, message: string): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}
