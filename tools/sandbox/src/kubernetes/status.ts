import type { Answer } from '../http/message.ts';

interface Details {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly retryAfterSeconds?: number;
}

/** The API server's reasons, and their HTTP status (apimachinery, pkg/apis/meta/v1 StatusReason). */
const CODES = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  Conflict: 409,
  AlreadyExists: 409,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServiceUnavailable: 503,
} as const;

/** A refusal in the words of the Kubernetes API server (apimachinery, pkg/api/errors). */
export class StatusError extends Error {
  override name = 'StatusError';
  readonly code: number;
  readonly reason: keyof typeof CODES;
  readonly details: Details | undefined;

  constructor(reason: keyof typeof CODES, message: string, details?: Details) {
    super(message);
    this.code = CODES[reason];
    this.reason = reason;
    this.details = details;
  }
}

export function statusAnswer(error: StatusError): Answer {
  const { code, reason, message, details } = error;
  const retry = details?.retryAfterSeconds;
  const headers = retry === undefined ? {} : { 'retry-after': String(retry) };
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    // A plain error of Go's has no reason (apimachinery, pkg/api/errors ErrorToAPIStatus).
    ...(reason === 'InternalError' ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  };
  return jsonAnswer(code, status, headers);
}

export function jsonAnswer(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export const badRequest = (message: string) => new StatusError('BadRequest', message);
export const unauthorized = () => new StatusError('Unauthorized', 'Unauthorized');
export const noPath = () =>
  new StatusError('NotFound', 'the server could not find the requested resource', {});
export const notFound = (kind: string, name: string, group = '') =>
  group === ''
    ? new StatusError('NotFound', `${kind} "${name}" not found`, { name, kind })
    : new StatusError('NotFound', `${kind}.${group} "${name}" not found`, { name, group, kind });
export const methodNotAllowed = () =>
  new StatusError('MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
export const alreadyExists = (kind: string, name: string) =>
  new StatusError('AlreadyExists', `${kind} "${name}" already exists`, { name, kind });
export const tooLarge = (limit: number) =>
  new StatusError('RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
export const unsupportedMediaType = () =>
  new StatusError('UnsupportedMediaType', 'the body of the request was in an unknown format');
export const invalid = (message: string, details: Details = {}) =>
  new StatusError('Invalid', message, details);

export function conflict(kind: string, name: string): StatusError {
  const why = 'the object has been modified; please apply your changes to the latest version and try again';
  return new StatusError('Conflict', `Operation cannot be fulfilled on ${kind} "${name}": ${why}`, {
    name,
    kind,
  });
}

export function throttled(): StatusError {
  const message = 'Too many requests, please try again later.';
  return new StatusError('TooManyRequests', message, { retryAfterSeconds: 1 });
}

export function unavailable(): StatusError {
  return new StatusError('ServiceUnavailable', 'the server is currently unable to handle the request');
}
