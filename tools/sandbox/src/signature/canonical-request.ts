import { createHash, createHmac } from 'node:crypto';
import { splitOnce, type Request } from '../http/message.ts';

// Source of everything here: "Create a signed AWS API request" in the IAM user guide.

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, data: string): Buffer =>
  createHmac('sha256', key).update(data).digest();

/** Percent-encodes all but the unreserved characters of RFC 3986. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The pairs of a query string, decoded, in their order. */
export function queryPairs(query: string): [string, string][] {
  const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => splitOnce(pair, '='))
    .map(([name = '', value = '']) => [decoded(name), decoded(value)]);
}

/** The text whose digest is signed. `payloadHash` is the body's SHA-256 in hex. */
export function canonicalRequest(
  request: Request,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const query = queryPairs(request.query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  // Every service but S3 encodes the path once more.
  const path = request.path.split('/').map(encode).join('/');
  return [request.method, path, query, headers.join(''), signedHeaders.join(';'), payloadHash].join('\n');
}

export interface Scope {
  /** yyyymmdd */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export interface Signing {
  readonly scope: Scope;
  /** The request's, as yyyymmddThhmmssZ. */
  readonly time: string;
  readonly secret: string;
}

/** The signature in hex of a canonical request. */
export function signatureOf(canonical: string, { scope, time, secret }: Signing): string {
  const { date, region, service } = scope;
  const toSign = [
    'AWS4-HMAC-SHA256',
    time,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
  return hmac(key, toSign).toString('hex');
}
