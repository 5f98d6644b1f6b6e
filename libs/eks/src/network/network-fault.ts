import type { FaultName } from '@roster/workflow/faults';

const TIMED_OUT = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT']);
const SOCKET = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
]);
// Codes of OpenSSL's certificate errors that do not hold the word (openssl-verification-options, X509_V_ERR_*).
const CERTIFICATE = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'HOSTNAME_MISMATCH',
]);

/**
 * The fault behind an error of Node's sockets, TLS or timers, told by its `name` and `code` alone; undefined for an
 * error of another kind. Messages and headers are not read: they may hold what a proxy's URL or a request holds.
 */
export function networkFault(error: unknown): FaultName | undefined {
  const name = nameOf(error);
  const code = codeOf(error);
  if (name === 'TimeoutError' || name === 'AbortError' || TIMED_OUT.has(code)) return 'TimeoutFault';
  if (code.includes('CERT') || CERTIFICATE.has(code) || code.startsWith('ERR_OSSL_'))
    return 'CertificateFault';
  if (SOCKET.has(code) || /^(ERR_SSL|ERR_PROXY|ERR_STREAM|ERR_TLS|HPE)_/.test(code)) return 'ConnectionFault';
  return undefined;
}

/** What an error may be called in a message: its code, else its name. Neither holds a value of the request. */
export function errorWord(error: unknown): string {
  const word = codeOf(error) || nameOf(error);
  return /^[\w.:-]{1,80}$/.test(word) ? word : 'unknown error';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // fetch and the proxies wrap the socket's own error.
  return codeOf(error.cause);
}
